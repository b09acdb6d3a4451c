using Estop.Testing;

namespace Estop.Benchmarks.Soak;

/// <summary>One hostile worker, from its start to its end, with all that can come to it in between.</summary>
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
        tally.Started();
        await Task.Delay(random.Next(30));
        for (var i = random.Next(4); i > 0; i--)
        {
            await DisturbAsync(name, scope, random, tally);
        }

        // What meets the stop, and has to come to its end with it.
        List<Task> beside = [];
        for (var i = random.Next(3); i > 0; i--)
        {
            beside.Add(DisturbAsync(name, scope, random, tally));
        }

        if (random.Next(4) == 0)
        {
            beside.Add(scope.StopAsync(StopMode.Prompt));
        }

        try
        {
            var request = random.Next(8) == 0
                ? new StopRequest { Mode = StopMode.Graceful, Grace = TimeSpan.FromMilliseconds(10) }
                : new StopRequest();
            var receipt = await scope.StopAsync(request).WaitAsync(Patience);
            tally.Stopped(name, receipt);
            tally.Ended(name, receipt, await scope.Completion.WaitAsync(Patience));
            await Task.WhenAll(beside).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            tally.NeverEnded(name, scope, beside.Count(static task => !task.IsCompleted));
        }
    }

    /// <summary>Pauses it for a moment, resumes it, or looks at it.</summary>
    private static async Task DisturbAsync(string name, StopScope scope, Random random, SoakTally tally)
    {
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                var held = random.Next(10);
                var resumes = random.Next(4) != 0;
                tally.Paused(await scope.PauseAsync(TimeSpan.FromMilliseconds(random.Next(1, 100))));
                await Task.Delay(held);
                if (resumes)
                {
                    // The others are stopped while they are paused.
                    scope.Resume();
                }

                break;
            case 3:
                scope.Resume();
                break;
            default:
                tally.Looked(name, await scope.LookAsync(TimeSpan.FromMilliseconds(random.Next(1, 100))));
                break;
        }
    }
}
