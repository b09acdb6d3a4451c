namespace Estop.Testing.Host;

/// <summary>What became of one hostile worker that was stopped.</summary>
internal sealed record Observation(string Name, string Outcome, string? EndedBy, string Cleanup, double Milliseconds)
{
    public static async Task<Observation> MakeAsync(HostileWorker worker, TimeSpan deadline)
    {
        var ladder = new LadderOptions
        {
            // Long enough that no rung begins while the one before it still works, also on a slow machine.
            InterruptAfter = deadline / 10,
            SignalAfter = deadline / 10,
            CloseAfter = deadline / 10,
            CleanupBudget = TimeSpan.FromMilliseconds(300),
            Deadline = deadline,
        };

        using (worker)
        {
            var scope = worker.Start(new StopScopeOptions { Ladder = ladder });
            try
            {
                await worker.InPlace.WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (TimeoutException)
            {
                throw new InvalidOperationException($"{worker.Name} did not come to where it is hostile.");
            }

            // A moment, so that it is where it is hostile, and no longer on its way there.
            await Task.Delay(20);
            var receipt = await scope.StopAsync();
            return new Observation(
                worker.Name,
                receipt.Outcome.ToString(),
                receipt.EndedBy?.ToString(),
                receipt.Cleanup.ToString(),
                receipt.Elapsed.TotalMilliseconds);
        }
    }
}
