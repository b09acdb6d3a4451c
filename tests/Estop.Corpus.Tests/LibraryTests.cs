using System.Collections.Concurrent;
using Estop.Weaving;

namespace Estop.Corpus.Tests;

/// <summary>Libraries that others wrote are woven and verified whole.</summary>
public class LibraryTests
{
    /// <summary>The few that are larger take most of the time: the compilers and others are woven to work, the rest by the benchmark.</summary>
    private const long LargestHere = 2_000_000;

    [Fact]
    public void At_least_forty_libraries_are_woven_and_verified()
    {
        var faults = new ConcurrentBag<string>();
        List<string> libraries =
            [.. CorpusPlace.Libraries.Where(library => new FileInfo(CorpusPlace.PathOf(library)).Length <= LargestHere)];
        Parallel.ForEach(libraries, library =>
        {
            try
            {
                WovenLibrary.Of(library);
            }
            catch (WeavingException error)
            {
                faults.Add($"{library}: {error.Message}");
            }
        });
        Assert.Empty(faults);
        Assert.InRange(libraries.Count, 40, int.MaxValue);
    }
}
