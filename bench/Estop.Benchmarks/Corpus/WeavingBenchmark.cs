using System.Diagnostics;
using System.Globalization;
using Estop.Corpus;

namespace Estop.Benchmarks.Corpus;

/// <summary>What it takes to weave one large library, in a process that has done nothing before.</summary>
internal static class WeavingBenchmark
{
    private const string Library = "Microsoft.CodeAnalysis.CSharp";

    public static int Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var woven = WovenLibrary.Of(arguments is [var library] ? library : Library);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{woven.Name}: {woven.Report.Methods} methods woven and verified in {woven.Elapsed.TotalSeconds:F2} s, "
            + $"{process.TotalProcessorTime.TotalSeconds:F2} s of processor time, {process.PeakWorkingSet64 >> 20} MB at most");
        return 0;
    }
}
