using Estop.Processes;

namespace Estop.Benchmarks.Processes.Peers;

/// <summary>The program that all of them start: a shell's script.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Script">What it does.</param>
/// <param name="Signal">By which signal it is stopped.</param>
internal sealed record PeerProgram(string Name, string Script, string Signal)
{
    /// <summary>The variable by which all that comes of it is found.</summary>
    public const string Variable = "PEERS_MARK";

    public string Mark { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Kills what is left of it, and returns how many those were.</summary>
    public int Clear()
    {
        var left = ProcessFacts.All()
            .Where(process => ProcessFacts.Variable(process, Variable) == Mark && ProcessFacts.Stat(process) is { State: not ('Z' or 'X') })
            .ToList();
        left.ForEach(static process => Libc.Kill(process, 9));
        return left.Count;
    }
}
