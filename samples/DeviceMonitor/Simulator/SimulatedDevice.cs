using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sample.Simulator;

/// <summary>A TCP server that answers each line it is sent with a reading: at once, late, or never.</summary>
internal sealed class SimulatedDevice : IAsyncDisposable
{
    private readonly CancellationTokenSource _off = new();
    private readonly TcpListener _listener;
    private readonly Task _serving;

    private SimulatedDevice(string name, TcpListener listener, TimeSpan answersAfter)
    {
        Name = name;
        AnswersAfter = answersAfter;
        _listener = listener;
        _serving = ServeAsync();
    }

    public string Name { get; }

    /// <summary>How long it takes to answer; infinite for a device that never does.</summary>
    public TimeSpan AnswersAfter { get; }

    public EndPoint Address => _listener.LocalEndpoint;

    public static SimulatedDevice Start(string name, int preferredPort, TimeSpan answersAfter) =>
        new(name, Loopback.Listen(preferredPort), answersAfter);

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _serving;
        _listener.Dispose();
        _off.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_off.Token)));
                conversations.RemoveAll(conversation => conversation.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream());
                while (await reader.ReadLineAsync(_off.Token) is { } request)
                {
                    if (AnswersAfter == Timeout.InfiniteTimeSpan)
                    {
                        // Reads on all the same, and so notices when the other side hangs up.
                        continue;
                    }

                    await Task.Delay(AnswersAfter, _off.Token);
                    var answer = $"{Name} {request} = {Random.Shared.Next(180, 240) / 10.0}\n";
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), _off.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // Switched off, or the other side hung up.
            }
        }
    }
}
