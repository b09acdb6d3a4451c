using System.ComponentModel;
using System.Diagnostics;

namespace Estop.Benchmarks.Processes.Peers;

/// <summary>
/// A port of Erlang's, and the signal by a shell, since a port has none. It tells the end of a process when nothing has its output open any
/// more, which what the process has left may for ever: it is waited for a second.
/// </summary>
internal sealed class ErlangPeer : IPeer
{
    private const string Loop = """
        [Script, Mark] = init:get_plain_arguments(),
        Signal = fun({Port, Pid}, Name) ->
          os:cmd("kill -" ++ Name ++ " " ++ integer_to_list(Pid)),
          receive {Port, {exit_status, _}} -> io:format("ok~n") after 1000 -> io:format("silent~n") end end,
        Loop = fun(L, Port) -> case io:get_line("") of
          "start\n" ->
            P = open_port({spawn_executable, "/bin/sh"}, [{args, ["-c", Script]}, exit_status, {env, [{"PEERS_MARK", Mark}]}]),
            {os_pid, Pid} = erlang:port_info(P, os_pid), io:format("ok~n"), L(L, {P, Pid});
          "TERM\n" -> Signal(Port, "TERM"), L(L, none);
          "KILL\n" -> Signal(Port, "KILL"), L(L, none);
          _ -> halt() end end,
        Loop(Loop, none).
        """;

    private readonly Process _erlang;

    private ErlangPeer(Process erlang) => _erlang = erlang;

    public string Name => "Erlang's port";

    /// <summary>Null when there is no Erlang here.</summary>
    public static ErlangPeer? Start(PeerProgram program)
    {
        try
        {
            var start = new ProcessStartInfo(
                "erl", ["-noshell", "-eval", Loop.ReplaceLineEndings(" "), "-extra", program.Script, program.Mark])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            return new ErlangPeer(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public Task StartAsync() => AskAsync("start");

    public async Task<bool> StopAsync(string signal) => await AskAsync(signal) == "ok";

    public async ValueTask DisposeAsync()
    {
        await _erlang.StandardInput.WriteLineAsync("end");
        await _erlang.StandardInput.FlushAsync();
        await _erlang.WaitForExitAsync();
        _erlang.Dispose();
    }

    private async Task<string> AskAsync(string what)
    {
        await _erlang.StandardInput.WriteAsync(what + "\n");
        await _erlang.StandardInput.FlushAsync();
        return await _erlang.StandardOutput.ReadLineAsync() is { } answer and ("ok" or "silent")
            ? answer
            : throw new InvalidOperationException($"Erlang has not answered to '{what}'.");
    }
}
