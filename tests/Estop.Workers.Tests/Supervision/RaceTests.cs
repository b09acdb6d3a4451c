using System.Collections.Concurrent;

namespace Estop.Workers.Tests.Supervision;

public class RaceTests
{
    [Fact]
    public async Task A_stop_right_behind_the_start_is_never_lost_and_never_hangs()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        var supervisor = service.Supervisor;

        for (var round = 0; round < 300; round++)
        {
            var id = $"behind-{round}";
            await Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = id }));

            var receipt = await Phase.InTime(supervisor.StopAndForgetAsync(id));

            Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
            Assert.Null(supervisor.Find(id));
        }

        Assert.Equal(0, supervisor.Threads.Used);
        Assert.Empty(ThreadsNamed("behind-"));
    }

    [Fact]
    public async Task A_stop_that_meets_the_start_ends_dead_or_finds_nobody()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        var supervisor = service.Supervisor;

        for (var round = 0; round < 300; round++)
        {
            var id = $"meets-{round}";
            var start = Task.Run(() => supervisor.StartAsync(new() { Kind = "sleeper", Id = id }));
            var stop = Task.Run(() => StopAndForgetAsync(supervisor, id));

            var started = await Phase.InTime(start);
            var receipt = await Phase.InTime(stop);

            if (receipt is null)
            {
                Assert.True(started.Started);
                await Phase.InTime(supervisor.StopAndForgetAsync(id));
            }

            Assert.Null(supervisor.Find(id));
        }

        Assert.Equal(0, supervisor.Threads.Used);
        Assert.Empty(ThreadsNamed("meets-"));
    }

    [Fact]
    public async Task Nobody_is_told_of_a_worker_that_could_not_be_started()
    {
        await using var service = await TestService.StartAsync(estop => estop
            .Configure(options => options.MaxThreads = 1)
            .AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        var supervisor = service.Supervisor;
        await Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = "has-the-thread" }));

        for (var round = 0; round < 2000; round++)
        {
            var starts = Enumerable.Range(0, 4).Select(_ => Task.Run(() => supervisor.StartAsync(new() { Kind = "sleeper", Id = "same" })));

            foreach (var start in starts.ToList())
            {
                var refused = await Assert.ThrowsAsync<RefusedException>(() => Phase.InTime(start));
                Assert.Equal(Refusal.TooManyThreads, refused.Refusal);
            }
        }
    }

    [Fact]
    public async Task A_stop_that_meets_the_end_says_which_of_them_it_was()
    {
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("quick", (_, _) => { }));
        var supervisor = service.Supervisor;

        for (var round = 0; round < 300; round++)
        {
            var id = $"ends-{round}";
            await Phase.InTime(supervisor.StartAsync(new() { Kind = "quick", Id = id }));

            var receipt = await Phase.InTime(supervisor.StopAsync(id));

            var expected = receipt.Stop.Outcome == ScopeOutcome.Stopped ? WorkerStatus.Stopped : WorkerStatus.Completed;
            Assert.Equal(expected, supervisor.Find(id)!.Status);
            Assert.NotEqual(ScopeOutcome.Abandoned, receipt.Stop.Outcome);
        }

        Assert.Empty(ThreadsNamed("ends-"));
    }

    [Fact]
    public async Task Deletes_that_meet_share_the_receipt_of_one_stop()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        var supervisor = service.Supervisor;

        for (var round = 0; round < 100; round++)
        {
            var id = $"both-{round}";
            await Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = id }));

            var receipts = await Phase.InTime(Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => Task.Run(() => StopAndForgetAsync(supervisor, id)))));

            // Who came after the end was told that there is nobody; all others got the same answer.
            Assert.Single(receipts.OfType<WorkerStopReceipt>().Distinct());
            Assert.Null(supervisor.Find(id));
        }
    }

    [Fact]
    public async Task Whatever_meets_on_one_id_never_do_two_runs_of_it_execute_at_once()
    {
        const int Clients = 8;
        const int Calls = 150;
        var executing = 0;
        var overlaps = 0;
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("alone", (_, _) =>
        {
            try
            {
                if (Interlocked.Increment(ref executing) != 1)
                {
                    Interlocked.Increment(ref overlaps);
                }

                TestWork.SleepForEver();
            }
            finally
            {
                Interlocked.Decrement(ref executing);
            }
        }));
        var supervisor = service.Supervisor;
        var refusals = new ConcurrentBag<Refusal>();

        await Phase.InTime(Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            for (var call = 0; call < Calls; call++)
            {
                try
                {
                    await CallAsync(supervisor, random.Next(5));
                }
                catch (RefusedException refused)
                {
                    refusals.Add(refused.Refusal);
                }
            }
        }))));

        Assert.Equal(0, overlaps);
        Assert.All(refusals, refusal => Assert.True(
            refusal is Refusal.UnknownWorker or Refusal.WorkerStopping or Refusal.NotCurrentRun, refusal.ToString()));
        await Phase.InTime(StopAndForgetAsync(supervisor, "alone"));
        Assert.Empty(supervisor.List().Workers);
        Assert.Equal(0, executing);
        Assert.Equal(0, supervisor.Threads.Used);
        Assert.Empty(ThreadsNamed("alone"));
    }

    private static async Task CallAsync(Supervisor supervisor, int call)
    {
        switch (call)
        {
            case 0:
                await supervisor.StartAsync(new() { Kind = "alone", Id = "alone" });
                break;
            case 1:
                await supervisor.StartAgainAsync("alone");
                break;
            case 2:
                Assert.NotEqual(ScopeOutcome.Abandoned, (await supervisor.StopAsync("alone")).Stop.Outcome);
                break;
            case 3:
                Assert.Equal(2, (await supervisor.StopAsync("alone", run: 2)).Run);
                break;
            default:
                Assert.NotEqual(ScopeOutcome.Abandoned, (await supervisor.StopAndForgetAsync("alone")).Stop.Outcome);
                break;
        }
    }

    private static async Task<WorkerStopReceipt?> StopAndForgetAsync(Supervisor supervisor, string id)
    {
        try
        {
            return await supervisor.StopAndForgetAsync(id);
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.UnknownWorker)
        {
            return null;
        }
    }

    /// <summary>The process's own threads whose name starts so: a run's thread is named after its worker.</summary>
    private static List<string> ThreadsNamed(string prefix)
    {
        var names = new List<string>();
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                names.Add(File.ReadAllText(Path.Combine(task, "comm")).Trim());
            }
            catch (IOException)
            {
                // It ended while it was looked at.
            }
        }

        return names.FindAll(name => name.StartsWith(prefix, StringComparison.Ordinal));
    }
}
