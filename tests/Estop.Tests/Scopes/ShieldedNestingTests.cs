using static Estop.Tests.Pausing.Pauses;

namespace Estop.Tests.Scopes;

/// <summary>A scope that a shield has made is shielded for as long as that, and no longer.</summary>
public class ShieldedNestingTests
{
    private static readonly Dictionary<string, Func<Func<StopScope>, Task<StopScope>>> Makers = new()
    {
        ["a declared shield"] = static start =>
        {
            using (StopShield.Enter("setup"))
            {
                return Task.FromResult(start());
            }
        },
        ["a finally"] = static start =>
        {
            StopScope? made = null;
            try
            {
            }
            finally
            {
                made = start();
            }

            return Task.FromResult(made);
        },
        ["a handler"] = static start =>
        {
            try
            {
                throw new InvalidOperationException();
            }
            catch (InvalidOperationException)
            {
                return Task.FromResult(start());
            }
        },
        ["a lock"] = static start =>
        {
            lock (new object())
            {
                return Task.FromResult(start());
            }
        },
        ["a finally that awaits"] = static async start =>
        {
            StopScope? made = null;
            try
            {
            }
            finally
            {
                await Task.Yield();
                made = start();
                await Task.Yield();
            }

            return made;
        },
    };

    public static TheoryData<string> MakerNames() => [.. Makers.Keys];

    [Theory, MemberData(nameof(MakerNames))]
    public async Task Once_the_shield_has_ended_the_stop_of_the_outer_scope_is_that_of_the_inner_one(string maker)
    {
        StopScope? inner = null;
        var outer = Worker.OnPool(async inPlace =>
        {
            inner = await Makers[maker](static () => StopScope.StartThread(static () => Thread.Sleep(Timeout.Infinite)));
            inPlace();
            await Task.Delay(Timeout.Infinite);
        });

        var receipt = await Phase.Stop(outer);
        var ofInner = await Phase.InTime(inner!.StopAsync());

        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.Equal(ScopeOutcome.Stopped, ofInner.Outcome);
        Assert.Contains(outer.Name, ofInner.Reason);
    }

    [Theory, MemberData(nameof(MakerNames))]
    public async Task Once_the_shield_has_ended_the_pause_of_the_outer_scope_is_that_of_the_inner_one(string maker)
    {
        var rounds = 0L;
        var outer = Worker.OnPool(async inPlace =>
        {
            await Makers[maker](() => StopScope.StartThread(() =>
            {
                while (true)
                {
                    rounds++;
                }
            }));
            inPlace();
            await Task.Delay(Timeout.Infinite);
        });

        await Pause(outer);
        AssertHeld(ref rounds);

        outer.Resume();
        AssertGoesOn(ref rounds);
        await Phase.Stop(outer);
    }

    [Fact]
    public async Task It_is_stopped_when_the_shield_ends_under_the_stop()
    {
        using var goOn = new ManualResetEventSlim();
        StopScope? inner = null;
        var outer = Worker.OnThread(inPlace =>
        {
            using (StopShield.Enter("setup"))
            {
                inner = StopScope.StartThread(static () => Thread.Sleep(Timeout.Infinite));
                inPlace();
                goOn.Wait();
            }

            Thread.Sleep(Timeout.Infinite);
        });

        var stopping = Phase.Stop(outer);
        Phase.Until(() => outer.IsStopDue, "the stop is due");
        Assert.False(inner!.IsStopping);
        goOn.Set();

        Assert.Equal(CleanupOutcome.Finished, (await stopping).Cleanup);
        Assert.True(inner.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_scope_that_is_made_late_is_stopped_in_the_strictest_way_that_was_asked_for()
    {
        using var goOn = new ManualResetEventSlim();
        StopScope? inner = null;
        var outer = Worker.OnThread(inPlace => Unwoven.UnwovenLibrary.CallFromNativeCode(() =>
        {
            // No stop can be thrown over a native function.
            Unwoven.UnwovenLibrary.WaitWhateverComes(goOn, inPlace);
            inner ??= StopScope.StartThread(static () => { });
        }));

        var stopping = outer.StopAsync(StopMode.Kill);
        _ = outer.StopAsync(StopMode.Prompt);
        Phase.Until(() => outer.IsStopDue, "the stop is due");
        goOn.Set();
        await Phase.InTime(stopping);

        Assert.Equal(StopMode.Kill, (await Phase.InTime(inner!.StopAsync())).Mode);
    }
}
