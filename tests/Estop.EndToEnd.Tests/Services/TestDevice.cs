using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Estop.EndToEnd.Tests.Services;

/// <summary>A device that tells the test what a worker does to it.</summary>
internal sealed class TestDevice : IAsyncDisposable
{
    private static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> _questions = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _hangUps = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _off = new();
    private readonly bool _answers;
    private readonly Task _serving;

    private TestDevice(bool answers)
    {
        _answers = answers;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"{_listener.LocalEndpoint}";

    /// <summary>A device that answers at once.</summary>
    public static TestDevice Answering() => new(answers: true);

    /// <summary>A device that never answers.</summary>
    public static TestDevice Silent() => new(answers: false);

    /// <summary>Completes when the worker has asked (once more): it is then about to read the answer.</summary>
    public async Task AskedAsync() => await _questions.Reader.ReadAsync().AsTask().WaitAsync(HardTimeout);

    /// <summary>Completes when the worker has closed a connection (once more).</summary>
    public async Task HungUpAsync() => await _hangUps.Reader.ReadAsync().AsTask().WaitAsync(HardTimeout);

    /// <summary>Forgets what has happened so far.</summary>
    public void Forget()
    {
        while (_questions.Reader.TryRead(out _) || _hangUps.Reader.TryRead(out _))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _serving;
        _listener.Dispose();
        _off.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_off.Token);
                await ConverseAsync(client.GetStream());
                _hangUps.Writer.TryWrite("hung up");
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ConverseAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_off.Token) is { } question)
            {
                _questions.Writer.TryWrite(question);
                if (_answers)
                {
                    await stream.WriteAsync("21.5\n"u8.ToArray(), _off.Token);
                }
            }
        }
        catch (IOException)
        {
            // Hung up without a farewell, which is a hang-up too.
        }
    }
}
