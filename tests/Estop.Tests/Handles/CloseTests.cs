using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Handles;

/// <summary>Blocking I/O in code that is not woven ends when what it waits for is closed, and not before all else has failed.</summary>
public sealed class CloseTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public CloseTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_read_in_unwoven_code_ends_when_its_socket_is_closed_and_the_receipt_names_that()
    {
        using var device = new TcpClient(AddressFamily.InterNetwork);
        var connecting = device.ConnectAsync(IPAddress.Loopback, Port);
        var scope = Worker.OnThread(inPlace =>
        {
            using var client = _listener.AcceptTcpClient();
            inPlace();
            UnwovenLibrary.ReadByte(client.GetStream());
        });
        await connecting;

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Close, receipt.EndedBy);
        Assert.Equal([$"Socket {device.Client.LocalEndPoint}"], receipt.Closed);
    }

    [Fact]
    public async Task The_newest_is_closed_first_and_no_more_than_need_be()
    {
        using var one = new TcpClient(AddressFamily.InterNetwork);
        using var two = new TcpClient(AddressFamily.InterNetwork);
        await one.ConnectAsync(IPAddress.Loopback, Port);
        await two.ConnectAsync(IPAddress.Loopback, Port);
        Socket? older = null;
        var scope = Worker.OnThread(
            inPlace =>
            {
                older = _listener.AcceptSocket();
                using var newer = new NetworkStream(_listener.AcceptSocket(), ownsSocket: true);
                inPlace();
                UnwovenLibrary.ReadByte(newer);
            },
            new LadderOptions { CloseAfter = TimeSpan.FromSeconds(2) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal([$"Socket {two.Client.LocalEndPoint}"], receipt.Closed);
        Assert.True(older!.Connected);
        older.Dispose();
    }

    [Fact]
    public async Task A_read_that_waits_in_managed_code_ends_by_an_interrupt_however_it_is_wrapped_and_nothing_is_closed()
    {
        var scope = Worker.OnThread(inPlace =>
        {
            using var client = new TcpClient("127.0.0.1", Port);
            inPlace();
            UnwovenLibrary.ReadByte(client.GetStream());
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Interrupt, receipt.EndedBy);
        Assert.Empty(receipt.Closed);
    }

    [Fact]
    public async Task What_the_user_gives_to_the_scope_is_closed_too()
    {
        using var mine = new Given();
        var scope = Worker.OnThread(inPlace =>
        {
            StopScope.Current!.Own(mine);
            inPlace();
            UnwovenLibrary.SpinUntil(ref mine.Closed);
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(["Given"], receipt.Closed);
    }

    [Fact]
    public async Task A_native_read_that_takes_no_signal_ends_when_what_the_user_has_given_is_closed()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var read = -1;
        var scope = Worker.OnThread(inPlace =>
        {
            var writeEnd = StopScope.Current!.Own(pipe);
            Assert.Same(pipe, writeEnd);
            inPlace();
            read = UnwovenLibrary.ReadWhateverComes((int)pipe.ClientSafePipeHandle.DangerousGetHandle());
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(0, read);
        Assert.Equal(Rung.Close, receipt.EndedBy);
        Assert.Equal([nameof(AnonymousPipeServerStream)], receipt.Closed);
        Assert.Equal(
            [Rung.Token, Rung.Safepoint, Rung.Interrupt, Rung.Signal, Rung.Close], receipt.Rungs.Select(static rung => rung.Rung));
    }

    [Fact]
    public async Task What_the_user_has_closed_already_is_not_closed_again()
    {
        using var mine = new Given();
        using var stream = File.OpenRead("/dev/null");
        using var handle = File.OpenHandle("/dev/null");
        var scope = Worker.OnThread(inPlace =>
        {
            StopScope.Current!.Own(mine);
            StopScope.Current.Own(stream).Dispose();
            StopScope.Current.Own(handle).Dispose();
            inPlace();
            UnwovenLibrary.SpinUntil(ref mine.Closed);
        });

        Assert.Equal(["Given"], (await Phase.Stop(scope)).Closed);
    }

    [Fact]
    public async Task Nothing_is_closed_while_cleanup_runs_within_its_budget()
    {
        var connected = false;
        var scope = Worker.OnThread(inPlace =>
        {
            using var client = new TcpClient("127.0.0.1", Port);
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                // Longer than the rung waits.
                Thread.Sleep(500);
                connected = client.Connected;
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.True(connected);
        Assert.Empty(receipt.Closed);
    }

    private sealed class Given : IDisposable
    {
        public bool Closed;

        public void Dispose() => Volatile.Write(ref Closed, true);
    }
}
