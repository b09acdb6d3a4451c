using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Estop.Processes;

namespace Estop.Benchmarks.Processes.Peers;

/// <summary>supervisord, asked by its own protocol: its command line would take longer to start than what is measured.</summary>
internal sealed class SupervisordPeer : IPeer
{
    private readonly string _directory;
    private readonly Process _supervisord;
    private readonly HttpClient _client;

    private SupervisordPeer(string directory, Process supervisord)
    {
        _directory = directory;
        _supervisord = supervisord;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketOf(directory)), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    public string Name => "supervisord";

    /// <summary>Null when there is none here.</summary>
    public static async Task<SupervisordPeer?> StartAsync(PeerProgram program)
    {
        var directory = Directory.CreateTempSubdirectory("estop-peers-").FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "program.sh"), program.Script + "\n");
        var configuration = Path.Combine(directory, "supervisord.conf");
        await File.WriteAllTextAsync(configuration, $"""
            [unix_http_server]
            file={SocketOf(directory)}
            [supervisord]
            logfile=/dev/null
            logfile_maxbytes=0
            pidfile={directory}/pid
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
            [program:peer]
            command=/bin/sh {directory}/program.sh
            environment={PeerProgram.Variable}="{program.Mark}"
            autostart=false
            autorestart=false
            startsecs=0
            stopsignal={program.Signal}
            stopasgroup=true
            killasgroup=true
            """);
        try
        {
            var start = new ProcessStartInfo("supervisord", ["-n", "-c", configuration]) { RedirectStandardOutput = true };
            var supervisord = Process.Start(start)!;
            while (!File.Exists(SocketOf(directory)) && !supervisord.HasExited)
            {
                await Task.Delay(50);
            }

            return new SupervisordPeer(directory, supervisord);
        }
        catch (Win32Exception)
        {
            Directory.Delete(directory, recursive: true);
            return null;
        }
    }

    public Task StartAsync() => CallAsync("startProcess");

    public async Task<bool> StopAsync(string signal)
    {
        await CallAsync("stopProcess");
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _ = Libc.Kill(_supervisord.Id, 15);
        await _supervisord.WaitForExitAsync();
        _supervisord.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string SocketOf(string directory) => directory + "/socket";

    private async Task CallAsync(string method)
    {
        var call = $"<?xml version='1.0'?><methodCall><methodName>supervisor.{method}</methodName><params>"
            + "<param><value><string>peer</string></value></param><param><value><boolean>1</boolean></value></param></params></methodCall>";
        using var content = new StringContent(call, Encoding.UTF8, "text/xml");
        using var answer = await _client.PostAsync(new Uri("http://localhost/RPC2"), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("<boolean>1</boolean>", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"supervisord has answered to {method}: {text}");
        }
    }
}
