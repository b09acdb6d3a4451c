using Estop.Corpus;
using Estop.Weaving;

namespace Estop.Benchmarks.Corpus;

/// <summary>Weaves and verifies every library whole, and has the runtime compile what it can load of it.</summary>
internal static class LibraryTable
{
    public static void Print(List<string> faults)
    {
        Console.WriteLine("| library | methods | covered, % | weaving, s | compiled by the runtime |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var library in CorpusPlace.Libraries)
        {
            try
            {
                var woven = WovenLibrary.Of(library);
                var compiled = new PreparedLibrary(new LibraryContext(new HashSet<string> { library }), library);
                faults.AddRange(compiled.Faults);
                Console.WriteLine($"| {library} | {woven.Report.Methods} | {woven.Report.Coverage:F1} | {woven.Elapsed.TotalSeconds:F1} | {compiled.Methods} |");
            }
            catch (WeavingException error)
            {
                faults.Add($"{library}: {error.Message}");
            }
        }

        Console.WriteLine();
    }
}
