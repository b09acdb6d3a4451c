using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Estop.Runtime;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Waits;

/// <summary>Blocking socket calls, against real sockets.</summary>
public sealed class SocketTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SocketTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    public static TheoryData<string> Reads => [.. AllReads.Keys];

    private static readonly Dictionary<string, Action<NetworkStream>> AllReads = new()
    {
        ["Stream.Read(byte[])"] = static stream => _ = stream.Read(new byte[8], 0, 8),
        ["Stream.Read(Span)"] = static stream => _ = stream.Read(stackalloc byte[8]),
        ["Stream.ReadByte"] = static stream => stream.ReadByte(),
        ["Stream.ReadExactly(byte[])"] = static stream => stream.ReadExactly(new byte[8], 0, 8),
        ["Stream.ReadExactly(Span)"] = static stream => stream.ReadExactly(stackalloc byte[8]),
        ["Stream.ReadAtLeast"] = static stream => stream.ReadAtLeast(new byte[8], 4),
        ["Stream.CopyTo"] = static stream => stream.CopyTo(Stream.Null),
        ["Stream.CopyTo(int)"] = static stream => stream.CopyTo(new MemoryStream(), 16),
        ["Socket.Receive(byte[])"] = static stream => stream.Socket.Receive(new byte[8]),
        ["Socket.Receive(flags)"] = static stream => stream.Socket.Receive(new byte[8], SocketFlags.None),
        ["Socket.Receive(size)"] = static stream => stream.Socket.Receive(new byte[8], 8, SocketFlags.None),
        ["Socket.Receive(offset)"] = static stream => stream.Socket.Receive(new byte[8], 0, 8, SocketFlags.None),
        ["Socket.Receive(error)"] = static stream => stream.Socket.Receive(new byte[8], 0, 8, SocketFlags.None, out _),
        ["Socket.Receive(Span)"] = static stream => stream.Socket.Receive(stackalloc byte[8]),
        ["Socket.Receive(Span, flags)"] = static stream => stream.Socket.Receive(stackalloc byte[8], SocketFlags.None),
        ["Socket.Receive(Span, error)"] = static stream => stream.Socket.Receive(stackalloc byte[8], SocketFlags.None, out _),
        ["Socket.Receive(list)"] = static stream => stream.Socket.Receive((IList<ArraySegment<byte>>)[new ArraySegment<byte>(new byte[8])]),
        ["Socket.Receive(list, flags)"] = static stream => stream.Socket.Receive((IList<ArraySegment<byte>>)[new ArraySegment<byte>(new byte[8])], SocketFlags.None),
        ["Socket.Receive(list, error)"] = static stream => stream.Socket.Receive((IList<ArraySegment<byte>>)[new ArraySegment<byte>(new byte[8])], SocketFlags.None, out _),
        ["Socket.Poll(int)"] = static stream => stream.Socket.Poll(-1, SelectMode.SelectRead),
        ["Socket.Poll(TimeSpan)"] = static stream => stream.Socket.Poll(TimeSpan.FromMinutes(30), SelectMode.SelectRead),
        ["StreamReader.ReadLine"] = static stream => new StreamReader(stream).ReadLine(),
        ["StreamReader.Read"] = static stream => new StreamReader(stream, Encoding.UTF8, false, 64, true).Read(),
        ["StreamReader.ReadToEnd"] = static stream => new StreamReader(stream, Encoding.ASCII).ReadToEnd(),
        ["BinaryReader.ReadInt32"] = static stream => new BinaryReader(stream).ReadInt32(),
        ["BinaryReader.ReadString"] = static stream => new BinaryReader(stream, Encoding.UTF8, true).ReadString(),
        ["BufferedStream.Read"] = static stream => _ = new BufferedStream(stream).Read(new byte[8], 0, 8),
        ["GZipStream.Read"] = static stream => _ = new GZipStream(stream, CompressionMode.Decompress).Read(new byte[8], 0, 8),
        ["CryptoStream.ReadByte"] = static stream => new CryptoStream(stream, new FromBase64Transform(), CryptoStreamMode.Read).ReadByte(),
        ["SslStream.AuthenticateAsClient"] = static stream => new SslStream(stream).AuthenticateAsClient("device"),
        ["StreamReader over BufferedStream"] = static stream => new StreamReader(new BufferedStream(stream)).ReadLine(),
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Reading_from_a_device_that_never_answers_ends_at_once(string read)
    {
        using var client = new TcpClient();
        var scope = Worker.OnThread(inPlace =>
        {
            client.Connect(IPAddress.Loopback, Port);
            inPlace();
            AllReads[read](client.GetStream());
        });
        using var device = _listener.AcceptTcpClient();

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.True(client.Connected);
    }

    [Fact]
    public async Task Writing_to_a_device_that_does_not_read_ends_at_once()
    {
        using var client = new TcpClient();
        var written = 0;
        var scope = Worker.OnThread(inPlace =>
        {
            client.Connect(IPAddress.Loopback, Port);
            var data = new byte[1 << 20];
            inPlace();
            while (true)
            {
                client.GetStream().Write(data, 0, data.Length);
                written++;
            }
        });
        using var device = _listener.AcceptTcpClient();
        Phase.Until(() => device.Available > 0, "something was sent");

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task Accepting_ends_at_once()
    {
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            _listener.AcceptTcpClient();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task Of_two_who_receive_from_one_socket_none_is_left_in_a_call_that_the_other_has_served()
    {
        var second = false;
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, Port);
        using var served = _listener.AcceptTcpClient();
        served.GetStream().WriteByte(42);
        var scope = Worker.OnThread(inPlace =>
        {
            using (ReceiveTurn.Await(client.Client))
            {
                new Thread(() =>
                {
                    using var turn = ReceiveTurn.Await(client.Client);
                    Volatile.Write(ref second, true);
                }).Start();

                // Time enough for it to see that there is something.
                SpinWait.SpinUntil(() => Volatile.Read(ref second), 200);
                Assert.Equal(42, UnwovenLibrary.ReadByte(client.GetStream()));
            }

            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        Assert.Equal(Rung.Safepoint, (await Phase.Stop(scope)).EndedBy);
        Assert.False(second);
    }

    [Fact]
    public async Task Receiving_a_datagram_ends_at_once()
    {
        var scope = Worker.OnThread(inPlace =>
        {
            using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            IPEndPoint? from = null;
            inPlace();
            client.Receive(ref from);
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task Connecting_to_an_address_that_never_answers_ends_at_once()
    {
        // A listener whose queue is full lets further connects wait, as a dead address does.
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var port = ((IPEndPoint)full.LocalEndPoint!).Port;
        var waiting = new List<Socket>();
        for (var i = 0; i < 3; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            waiting.Add(socket);
            Assert.Throws<SocketException>(() => socket.Connect(IPAddress.Loopback, port));
        }

        var scope = Worker.OnThread(inPlace =>
        {
            using var client = new TcpClient();
            inPlace();
            client.Connect(IPAddress.Loopback, port);
            throw new InvalidOperationException("The queue was not full.");
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        waiting.ForEach(static socket => socket.Dispose());
    }

    [Fact]
    public async Task A_conversation_works_as_ever_while_nothing_is_stopped()
    {
        var payload = new byte[3_000_000];
        Random.Shared.NextBytes(payload);
        var echoed = new byte[payload.Length];
        var scope = StopScope.StartThread(() =>
        {
            using var client = new TcpClient("localhost", Port);
            var sender = Task.Run(() => client.GetStream().Write(payload));
            client.GetStream().ReadExactly(echoed);
            sender.Wait();
        });
        var server = Task.Run(() =>
        {
            using var device = _listener.AcceptTcpClient();
            device.GetStream().CopyTo(device.GetStream());
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Null(end.Exception);
        Assert.Equal(payload, echoed);
        await Phase.InTime(server);
    }

    [Fact]
    public async Task A_reader_over_the_network_reads_as_ever_and_names_the_stream_it_was_given()
    {
        string?[]? lines = null;
        var same = false;
        var scope = StopScope.StartThread(() =>
        {
            using var client = new TcpClient("localhost", Port);
            using var reader = new StreamReader(client.GetStream());
            using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
            same = reader.BaseStream == client.GetStream() && writer.BaseStream == client.GetStream();
            writer.WriteLine("one");
            writer.WriteLine("two");
            client.Client.Shutdown(SocketShutdown.Send);
            lines = [reader.ReadLine(), reader.ReadLine(), reader.ReadLine()];
        });
        var server = Task.Run(() =>
        {
            using var device = _listener.AcceptTcpClient();
            device.GetStream().CopyTo(device.GetStream());
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Null(end.Exception);
        Assert.Equal(["one", "two", null], lines!);
        Assert.True(same);
        await Phase.InTime(server);
    }

    [Fact]
    public async Task A_request_that_is_never_answered_ends_at_once()
    {
        using var http = new HttpClient();
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            http.Send(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{Port}/"));
        }, new LadderOptions { SignalAfter = Phase.Patience / 3 });
        using var device = _listener.AcceptTcpClient();

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_read_time_out_is_kept()
    {
        using var client = new TcpClient();
        var scope = StopScope.StartThread(() =>
        {
            client.Connect(IPAddress.Loopback, Port);
            client.ReceiveTimeout = 50;
            _ = client.GetStream().ReadByte();
        });
        using var device = _listener.AcceptTcpClient();

        var end = await Phase.InTime(scope.Completion);

        var timeout = Assert.IsType<SocketException>(Assert.IsType<IOException>(end.Exception).InnerException);
        Assert.Equal(SocketError.TimedOut, timeout.SocketErrorCode);
        Assert.Equal(50, client.ReceiveTimeout);
    }

    [Fact]
    public async Task A_refused_connection_is_reported_as_ever()
    {
        var port = Port;
        _listener.Stop();
        var scope = StopScope.StartThread(() => new TcpClient().Connect(IPAddress.Loopback, port));

        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(end.Exception).SocketErrorCode);
    }

    [Fact]
    public async Task A_read_from_a_device_that_hangs_up_ends_as_ever()
    {
        var read = -1;
        var scope = Worker.OnThread(inPlace =>
        {
            using var client = new TcpClient("127.0.0.1", Port);
            inPlace();
            read = client.GetStream().Read(new byte[8], 0, 8);
        });
        _listener.AcceptTcpClient().Dispose();

        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Completed, end.Outcome);
        Assert.Equal(0, read);
    }
}
