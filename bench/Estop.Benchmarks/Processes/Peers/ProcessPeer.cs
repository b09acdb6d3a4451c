using System.Diagnostics;
using Estop.Processes;

namespace Estop.Benchmarks.Processes.Peers;

/// <summary>The framework's own.</summary>
internal sealed class ProcessPeer(PeerProgram program, bool tree) : IPeer
{
    private Process? _process;

    public string Name => tree ? "Process, Kill(tree)" : "Process, Kill";

    public Task StartAsync()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", program.Script]);
        start.Environment[PeerProgram.Variable] = program.Mark;
        _process = Process.Start(start)!;
        return Task.CompletedTask;
    }

    public Task<bool> StopAsync(string signal)
    {
        if (signal == "KILL")
        {
            _process!.Kill(tree);
        }
        else
        {
            _ = Libc.Kill(_process!.Id, 15);
        }

        _process.WaitForExit();
        _process.Dispose();
        return Task.FromResult(true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
