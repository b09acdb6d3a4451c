using System.Diagnostics;

namespace Estop.Testing;

/// <summary>A process that does nothing for a long time.</summary>
[Unstoppable("Is waited for, and does nothing itself.")]
internal static class Idle
{
    // With streams of its own: who reads those of this process would wait for it, too.
    public static Process Start() => Process.Start(new ProcessStartInfo("sleep", "600")
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
