using System.Collections.Concurrent;
using Estop.Weaving;

namespace Estop.Corpus.Tests;

/// <summary>Libraries that others wrote are woven and verified whole.</summary>
public class LibraryTests
{
    /// <summary>The few that are larger take most of the time: the compilers and others are woven to work, the rest by the benchmark.</summary>
    private const long LargestHere = 2_000_000;

    /// <summary>So many of the methods are left out for each that the runtime compiles: the benchmark has it compile all.</summary>
    private const int LeftOut = 9;

    [Fact]
    public void At_least_forty_libraries_are_woven_verified_and_compiled()
    {
        List<string> libraries =
            [.. CorpusPlace.Libraries.Where(library => new FileInfo(CorpusPlace.PathOf(library)).Length <= LargestHere)];
        Assert.Empty(FaultsOf(libraries));
        Assert.InRange(libraries.Count, 40, int.MaxValue);
    }

    /// <summary>Assemblies of the framework, which hold native code beside the IL.</summary>
    [Fact]
    public void Libraries_that_were_compiled_ahead_of_time_are_woven_verified_and_compiled() => Assert.Empty(FaultsOf(
        ["Microsoft.AspNetCore.Server.Kestrel.Core", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.SignalR.Core"]));

    private static ConcurrentBag<string> FaultsOf(IEnumerable<string> libraries)
    {
        var faults = new ConcurrentBag<string>();
        Parallel.ForEach(libraries, library =>
        {
            try
            {
                WovenLibrary.Of(library);
                var compiled = new PreparedLibrary(new LibraryContext(new HashSet<string> { library }), library, LeftOut + 1);
                compiled.Faults.ToList().ForEach(faults.Add);
            }
            catch (WeavingException error)
            {
                faults.Add($"{library}: {error.Message}");
            }
        });
        return faults;
    }
}
