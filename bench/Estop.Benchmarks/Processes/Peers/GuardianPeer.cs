using Estop.Processes;

namespace Estop.Benchmarks.Processes.Peers;

/// <summary>Estop's guardian.</summary>
internal sealed class GuardianPeer(GuardianClient guardian, PeerProgram program) : IPeer
{
    private GuardedProcess? _process;

    public string Name => "Estop";

    public async Task StartAsync()
    {
        var environment = CommandEnvironment.Create();
        environment[PeerProgram.Variable] = program.Mark;
        _process = await guardian.SpawnAsync(new SpawnRequest
        {
            Path = "/bin/sh",
            Arguments = ["-c", program.Script],
            Environment = environment,
        });
    }

    public async Task<bool> StopAsync(string signal)
    {
        if (signal == "KILL")
        {
            return (await _process!.KillAsync(TimeSpan.FromSeconds(10))).Dead;
        }

        await _process!.SignalAsync(15);
        await _process.End;
        return true;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
