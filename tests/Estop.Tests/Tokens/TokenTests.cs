using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Estop.Tests.Tokens;

/// <summary>Awaited calls without a token, of the framework and others: each ends on a stop through its own operation.</summary>
public class TokenTests
{
    private static readonly Dictionary<string, Func<Action, Task>> Calls = new()
    {
        ["Task.Delay"] = static async inPlace =>
        {
            inPlace();
            await Task.Delay(Timeout.Infinite);
        },
        ["TextReader.ReadLineAsync"] = static inPlace => WithConnection(async near =>
        {
            using TextReader reader = new StreamReader(new NetworkStream(near));
            inPlace();
            await reader.ReadLineAsync();
        }),
        ["TextReader.ReadToEndAsync"] = static inPlace => WithConnection(async near =>
        {
            using TextReader reader = new StreamReader(new NetworkStream(near));
            inPlace();
            await reader.ReadToEndAsync();
        }),
        ["Stream.ReadAsync"] = static inPlace => WithConnection(async near =>
        {
            await using Stream stream = new NetworkStream(near);
            inPlace();
            _ = await stream.ReadAsync(new byte[1], 0, 1);
        }),
        ["Stream.CopyToAsync"] = static inPlace => WithConnection(async near =>
        {
            await using Stream stream = new NetworkStream(near);
            inPlace();
            await stream.CopyToAsync(Stream.Null);
        }),
        ["Stream.WriteAsync"] = static inPlace => WithConnection(async near =>
        {
            await using Stream stream = new NetworkStream(near);
            inPlace();
            while (true)
            {
                await stream.WriteAsync(new byte[100_000]);
            }
        }),
        ["Socket.ReceiveAsync of a segment"] = static inPlace => WithConnection(async near =>
        {
            inPlace();
            await near.ReceiveAsync(new ArraySegment<byte>(new byte[1]), SocketFlags.None);
        }),
        ["Socket.ReceiveAsync of memory"] = static inPlace => WithConnection(async near =>
        {
            inPlace();
            await near.ReceiveAsync(new byte[1].AsMemory());
        }),
        ["TcpListener.AcceptTcpClientAsync"] = static inPlace => WithListener(async listener =>
        {
            inPlace();
            using var client = await listener.AcceptTcpClientAsync();
        }),
        ["TcpListener.AcceptSocketAsync"] = static inPlace => WithListener(async listener =>
        {
            inPlace();
            using var client = await listener.AcceptSocketAsync();
        }),
        ["UdpClient.ReceiveAsync"] = static async inPlace =>
        {
            using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            inPlace();
            await client.ReceiveAsync();
        },
        ["SemaphoreSlim.WaitAsync"] = static async inPlace =>
        {
            using var semaphore = new SemaphoreSlim(0);
            inPlace();
            await semaphore.WaitAsync();
        },
        ["Channel.ReadAsync"] = static async inPlace =>
        {
            var channel = Channel.CreateUnbounded<int>();
            inPlace();
            await channel.Reader.ReadAsync();
        },
        ["Channel.WriteAsync"] = static async inPlace =>
        {
            var channel = Channel.CreateBounded<int>(1);
            inPlace();
            await channel.Writer.WriteAsync(1);
            await channel.Writer.WriteAsync(2);
        },
        ["await foreach over a channel"] = static async inPlace =>
        {
            var channel = Channel.CreateUnbounded<int>();
            inPlace();
            await foreach (var item in channel.Reader.ReadAllAsync())
            {
                _ = item;
            }
        },
        ["await foreach with a configuration"] = static async inPlace =>
        {
            var channel = Channel.CreateUnbounded<int>();
            inPlace();
            await foreach (var item in channel.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                _ = item;
            }
        },
        ["PeriodicTimer.WaitForNextTickAsync"] = static async inPlace =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromDays(1));
            inPlace();
            while (await timer.WaitForNextTickAsync())
            {
            }
        },
        ["PipeReader.ReadAsync"] = static async inPlace =>
        {
            var pipe = new Pipe();
            inPlace();
            await pipe.Reader.ReadAsync();
        },
        ["HttpClient.GetAsync"] = static inPlace => WithListener(async listener =>
        {
            using var client = new HttpClient();
            inPlace();
            await client.GetAsync($"http://{listener.LocalEndpoint}/");
        }),
        ["HttpClient.GetStringAsync"] = static inPlace => WithListener(async listener =>
        {
            using var client = new HttpClient();
            inPlace();
            await client.GetStringAsync($"http://{listener.LocalEndpoint}/");
        }),
        ["Parallel.ForEachAsync"] = static async inPlace =>
        {
            var items = new[] { 1, 2, 3 };
            await Parallel.ForEachAsync(items, async (item, token) =>
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            });
        },
        ["Process.WaitForExitAsync"] = static async inPlace =>
        {
            using var process = System.Diagnostics.Process.Start("sleep", "1000");
            try
            {
                inPlace();
                await process.WaitForExitAsync();
            }
            finally
            {
                process.Kill();
            }
        },
        ["Task.WhenAny of a delay and another's"] = static async inPlace =>
        {
            var never = new TaskCompletionSource();
            inPlace();
            while (true)
            {
                await Task.WhenAny(never.Task, Task.Delay(Timeout.Infinite));
            }
        },
        ["Task.WaitAsync of another's"] = static async inPlace =>
        {
            var never = new TaskCompletionSource<int>();
            inPlace();
            await never.Task.WaitAsync(TimeSpan.FromDays(1));
        },
    };

    public static TheoryData<string> Names() => [.. Calls.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task An_await_of_it_ends_at_once(string call)
    {
        var work = Calls[call];
        var went = new List<string>();
        var scope = Worker.OnPool(async inPlace =>
        {
            await work(inPlace);
            went.Add("on");
        });

        var receipt = await Phase.Stop(scope);

        Assert.Empty(went);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    private static async Task WithListener(Func<TcpListener, Task> work)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await work(listener);
    }

    private static async Task WithConnection(Func<Socket, Task> work)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await near.ConnectAsync(listener.LocalEndpoint);
        using var far = await listener.AcceptSocketAsync();
        await work(near);
    }
}
