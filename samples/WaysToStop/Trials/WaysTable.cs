namespace Sample;

/// <summary>Tries every way in every place, and prints what came of it.</summary>
internal static class WaysTable
{
    public static async Task<int> PrintAsync()
    {
        // Some at a time: most of them wait, and those that compute are not to be slowed down by all the others.
        using var turns = new SemaphoreSlim(8);
        var rows = AllWays.List.Select(way => (way.Idea, Results: Enum.GetValues<Place>().Select(Try(way, turns)).ToList())).ToList();

        Console.WriteLine("| How | stops it while it computes | … sleeps | … reads | its cleanup | the process |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var (idea, tasks) in rows)
        {
            var results = await Task.WhenAll(tasks);
            Console.WriteLine(
                $"| {idea} | {string.Join(" | ", results.Select(result => result.Text))} | {Cleanup(results)} | {Process(results)} |");
        }

        return 0;
    }

    private static Func<Place, Task<TrialResult>> Try(Way way, SemaphoreSlim turns) => async place =>
    {
        await turns.WaitAsync();
        try
        {
            return await TrialResult.OfAsync(way, place);
        }
        finally
        {
            turns.Release();
        }
    };

    private static string Cleanup(TrialResult[] results) =>
        results.Where(result => result.Stopped).ToArray() switch
        {
            [] => "-",
            var stopped when stopped.All(result => result.CleanedUp) => "ran",
            _ => "did not run",
        };

    private static string Process(TrialResult[] results) => results.All(result => result.ProcessLived) ? "lived" : "ended";
}
