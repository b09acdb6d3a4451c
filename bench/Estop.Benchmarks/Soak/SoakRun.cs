using Estop.Testing;

namespace Estop.Benchmarks.Soak;

/// <summary>One hostile worker, from its start to its end.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly LadderOptions Ladder = new()
    {
        CleanupBudget = TimeSpan.FromMilliseconds(200),
        Deadline = TimeSpan.FromSeconds(30),
    };

    public static async Task OfAsync(string name, Random random, SoakTally tally)
    {
        using var worker = HostileCatalogue.Create(name);
        var scope = worker.Start(new StopScopeOptions { Ladder = Ladder });
        await Task.Delay(random.Next(30));
        for (var i = random.Next(3); i > 0; i--)
        {
            await DisturbAsync(scope, random, tally);
        }

        var receipt = await scope.StopAsync();
        tally.Count(name, receipt);
        try
        {
            await scope.Completion.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            tally.NeverEnded(name);
        }
    }

    /// <summary>Pauses it for a moment, or looks at what can be seen of it.</summary>
    private static async Task DisturbAsync(StopScope scope, Random random, SoakTally tally)
    {
        if (random.Next(2) == 0)
        {
            tally.Count(await scope.PauseAsync(TimeSpan.FromMilliseconds(random.Next(1, 100))));
            await Task.Delay(random.Next(10));
            if (random.Next(4) != 0)
            {
                // The others are stopped while they are paused.
                scope.Resume();
            }
        }
        else
        {
            _ = scope.ThreadIds.Count;
            tally.Looked();
        }
    }
}
