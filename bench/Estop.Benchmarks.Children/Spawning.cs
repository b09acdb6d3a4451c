using System.Diagnostics;
using Estop.Workers;

namespace Estop.Benchmarks.Children;

/// <summary>A worker that starts a program, of which a process leaves its parents and its session and ignores what can be.</summary>
internal static class Spawning
{
    private const string DoubleFork =
        """
        ( ( setsid sh -c 'trap "" TERM HUP INT QUIT; while :; do sleep 1000; done' & ) & )
        while :; do sleep 1000; done
        """;

    public static void Run(NoInput input, WorkerContext context)
    {
        using var program = Process.Start("/bin/sh", ["-c", DoubleFork]);
        context.Report();
        program.WaitForExit();
    }
}
