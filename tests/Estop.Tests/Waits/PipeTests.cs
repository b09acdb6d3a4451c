using System.IO.Pipes;

namespace Estop.Tests.Waits;

/// <summary>Blocking calls of pipes, against real pipes.</summary>
public class PipeTests
{
    private static string NewName() => $"estop-{Guid.NewGuid():N}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reading_from_an_anonymous_pipe_ends_at_once(bool throughReader)
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.In);
        using var client = new AnonymousPipeClientStream(PipeDirection.Out, server.ClientSafePipeHandle);
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            _ = throughReader ? new StreamReader(server).Read() : server.ReadByte();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task Writing_to_an_anonymous_pipe_that_nobody_reads_ends_at_once()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle);
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            server.Write(new byte[1_000_000]);
        });
        var first = client.ReadByte();

        var receipt = await Phase.Stop(scope);

        Assert.Equal(0, first);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task Waiting_for_a_connection_ends_at_once()
    {
        using var server = new NamedPipeServerStream(NewName());
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            server.WaitForConnection();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.False(server.IsConnected);
    }

    public static TheoryData<string> Connects => [.. AllConnects.Keys];

    private static readonly Dictionary<string, Action<NamedPipeClientStream>> AllConnects = new()
    {
        ["Connect()"] = static client => client.Connect(),
        ["Connect(int)"] = static client => client.Connect(3_600_000),
        ["Connect(TimeSpan)"] = static client => client.Connect(TimeSpan.FromHours(1)),
    };

    [Theory]
    [MemberData(nameof(Connects))]
    public async Task Connecting_to_a_pipe_that_nobody_serves_ends_at_once(string connect)
    {
        using var client = new NamedPipeClientStream(NewName());
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            AllConnects[connect](client);
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_pipe_that_is_not_served_in_time_is_reported_as_ever()
    {
        var scope = StopScope.StartThread(static () => new NamedPipeClientStream(NewName()).Connect(1));

        var end = await Phase.InTime(scope.Completion);

        Assert.IsType<TimeoutException>(end.Exception);
    }

    [Fact]
    public async Task Reading_from_a_named_pipe_ends_at_once()
    {
        var name = NewName();
        using var server = new NamedPipeServerStream(name);
        var scope = Worker.OnThread(inPlace =>
        {
            using var client = new NamedPipeClientStream(name);
            client.Connect();
            inPlace();
            client.ReadByte();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_conversation_over_pipes_works_as_ever_while_nothing_is_stopped()
    {
        var name = NewName();
        var payload = new byte[1_000_000];
        Random.Shared.NextBytes(payload);
        var received = new byte[payload.Length];
        var answer = 0;
        var afterEnd = 0;
        var server = StopScope.StartThread(() =>
        {
            using var pipe = new NamedPipeServerStream(name, PipeDirection.InOut);
            pipe.WaitForConnection();
            pipe.ReadExactly(received);
            pipe.WriteByte(7);
            afterEnd = pipe.ReadByte();
        });
        var client = StopScope.StartThread(() =>
        {
            using var pipe = new NamedPipeClientStream(name);
            pipe.Connect();
            pipe.Write(payload);
            answer = pipe.ReadByte();
        });

        Assert.Null((await Phase.InTime(client.Completion)).Exception);
        Assert.Null((await Phase.InTime(server.Completion)).Exception);
        Assert.Equal(payload, received);
        Assert.Equal(7, answer);
        Assert.Equal(-1, afterEnd);
    }

    [Fact]
    public async Task A_pipe_whose_reader_is_gone_is_reported_as_ever()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle).Dispose();
        server.DisposeLocalCopyOfClientHandle();
        var scope = StopScope.StartThread(() => server.Write(new byte[10_000]));

        var end = await Phase.InTime(scope.Completion);

        Assert.IsType<IOException>(end.Exception);
    }
}
