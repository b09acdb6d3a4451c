using System.Runtime.CompilerServices;

namespace Estop.Tests.Scopes;

public class LifecycleTests
{
    [Fact]
    public async Task A_body_that_returns_is_completed_and_a_stop_says_so()
    {
        var scope = StopScope.StartThread(static () => { });
        var end = await Phase.InTime(scope.Completion);
        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Completed, end.Outcome);
        Assert.Equal(ScopeOutcome.Completed, receipt.Outcome);
        Assert.Null(receipt.EndedBy);
        Assert.Empty(receipt.Rungs);
    }

    [Fact]
    public async Task A_body_that_throws_has_failed_and_the_process_lives()
    {
        var scope = StopScope.StartThread(static () => throw new InvalidOperationException("of its own"));

        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Failed, end.Outcome);
        Assert.Equal("of its own", end.Exception!.Message);
        Assert.Equal(ScopeOutcome.Failed, (await Phase.InTime(scope.StopAsync())).Outcome);
    }

    [Fact]
    public async Task A_task_body_that_throws_has_failed()
    {
        var scope = StopScope.StartTask(static async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("of its own");
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Failed, end.Outcome);
        Assert.Equal("of its own", end.Exception!.Message);
    }

    [Fact]
    public async Task Stops_that_meet_share_one_receipt()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        var receipts = await Phase.InTime(Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => scope.StopAsync()))));

        Assert.All(receipts, receipt => Assert.Same(receipts[0], receipt));
    }

    [Fact]
    public async Task The_receipt_says_who_asked_and_why_and_names_each_rung_with_its_time()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { RequestedBy = "ana", Reason = "maintenance" }));

        Assert.Equal("ana", receipt.RequestedBy);
        Assert.Equal("maintenance", receipt.Reason);
        Assert.Equal(nameof(The_receipt_says_who_asked_and_why_and_names_each_rung_with_its_time), receipt.Scope);
        Assert.Equal([Rung.Token, Rung.Safepoint], receipt.Rungs.Select(rung => rung.Rung).Take(2));
        Assert.All(receipt.Rungs, rung => Assert.InRange(rung.After + rung.Elapsed, TimeSpan.Zero, receipt.Elapsed));
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.Empty(receipt.LeftBehind);
    }

    [Fact]
    public async Task Graceful_gives_code_that_looks_at_its_token_that_time_first()
    {
        var said = "";
        var scope = Worker.OnThread(inPlace =>
        {
            var token = StopScope.Current!.Token;
            inPlace();
            while (!token.IsCancellationRequested)
            {
                Thread.Sleep(1);
            }

            Thread.Sleep(1);
            said = "goodbye";
        });

        var receipt = await Phase.InTime(scope.StopAsync(
            new StopRequest { Mode = StopMode.Graceful, Grace = Phase.HardTimeout, Deadline = 2 * Phase.HardTimeout }));

        Assert.Equal("goodbye", said);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Token, receipt.EndedBy);
        Assert.Equal([Rung.Token], receipt.Rungs.Select(rung => rung.Rung));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Code_that_asks_for_its_token_only_after_that_is_cancelled_is_stopped_by_it_too(bool throws)
    {
        var asked = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            while (!Volatile.Read(ref asked))
            {
            }

            var token = StopScope.Current!.Token;
            token.WaitHandle.WaitOne();
            if (throws)
            {
                token.ThrowIfCancellationRequested();
            }
        });

        var stop = scope.StopAsync(
            new StopRequest { Mode = StopMode.Graceful, Grace = Phase.HardTimeout, Deadline = 2 * Phase.HardTimeout });
        Volatile.Write(ref asked, true);
        var receipt = await Phase.InTime(stop);

        Assert.Equal((ScopeOutcome.Stopped, Rung.Token), (receipt.Outcome, receipt.EndedBy));
    }

    [Fact]
    public async Task Graceful_goes_on_as_prompt_where_nobody_looks()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        var receipt = await Phase.InTime(scope.StopAsync(
            new StopRequest { Mode = StopMode.Graceful, Grace = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.True(receipt.Elapsed >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_stricter_stop_cuts_the_grace_of_an_earlier_one_short()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });
        var graceful = scope.StopAsync(
            new StopRequest { Mode = StopMode.Graceful, Grace = TimeSpan.FromHours(1), Deadline = TimeSpan.FromHours(2) });

        var prompt = await Phase.Stop(scope);

        Assert.Same(prompt, await Phase.InTime(graceful));
        Assert.Equal(StopMode.Prompt, prompt.Mode);
    }

    [Fact]
    public async Task A_grace_that_outlasts_the_deadline_is_refused_and_nothing_is_stopped()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });
        var request = new StopRequest
        {
            Mode = StopMode.Graceful,
            Grace = TimeSpan.FromSeconds(5),
            Deadline = TimeSpan.FromSeconds(1),
        };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => scope.StopAsync(request));

        Assert.Contains("Grace", refusal.Message);
        Assert.Contains("00:00:05", refusal.Message);
        Assert.False(scope.IsStopping);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_stop_before_the_first_instruction_keeps_the_body_from_running()
    {
        for (var round = 0; round < 200; round++)
        {
            var ran = false;
            var scope = round % 2 == 0
                ? StopScope.StartThread(() => RunFor(ref ran))
                : StopScope.StartTask(async () =>
                {
                    await Task.Yield();
                    RunFor(ref ran);
                });

            var receipt = await Phase.Stop(scope);

            Assert.Equal(ran, receipt.StoppedAt is not null && receipt.StoppedAt.Contains(nameof(RunFor)));
        }

        // What is inlined does not show on a stack.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static void RunFor(ref bool ran)
        {
            ran = true;
            while (true)
            {
                Thread.Sleep(1);
            }
        }
    }

    [Fact]
    public async Task A_stop_that_races_the_end_of_the_body_never_hangs_and_never_lies()
    {
        var outcomes = new HashSet<ScopeOutcome>();
        for (var round = 0; round < 500; round++)
        {
            var finished = false;
            var scope = StopScope.StartThread(() =>
            {
                Thread.SpinWait(round * 20);
                finished = true;
            });
            Thread.SpinWait(round * 10);

            var receipt = await Phase.InTime(scope.StopAsync());

            outcomes.Add(receipt.Outcome);
            Assert.NotNull(receipt.Proof);
            Assert.True(finished || receipt.Outcome == ScopeOutcome.Stopped, $"{receipt.Outcome}, yet the body did not finish.");
        }
    }

    [Fact]
    public async Task A_scope_that_stops_itself_ends()
    {
        StopReceipt? receipt = null;
        var scope = StopScope.StartThread(() => receipt = StopScope.Current!.StopAsync().Result);

        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Stopped, end.Outcome);
        Assert.Null(receipt);
    }
}
