using System.Collections.Concurrent;

namespace Estop.Tests.Waits;

/// <summary>A token of the user's own that is given to a wait is never replaced: it ends the wait as it always did.</summary>
public class UserTokenTests
{
    public static TheoryData<string> Waits => [.. All.Keys];

    private static readonly Dictionary<string, Action<CancellationToken>> All = new()
    {
        ["ManualResetEventSlim"] = static own => new ManualResetEventSlim().Wait(own),
        ["SemaphoreSlim"] = static own => new SemaphoreSlim(0).Wait(own),
        ["CountdownEvent"] = static own => new CountdownEvent(1).Wait(own),
        ["Barrier"] = static own => new Barrier(2).SignalAndWait(own),
        ["BlockingCollection.Take"] = static own => new BlockingCollection<int>().Take(own),
        ["BlockingCollection.Add"] = static own => new BlockingCollection<int>(1) { 1 }.Add(2, own),
        ["BlockingCollection.GetConsumingEnumerable"] =
            static own => new BlockingCollection<int>().GetConsumingEnumerable(own).First(),
        ["BlockingCollection.TakeFromAny"] = static own => BlockingCollection<int>.TakeFromAny([new()], out _, own),
        ["Task"] = static own => new TaskCompletionSource().Task.Wait(own),
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task The_users_token_ends_the_wait_and_is_named_in_the_exception(string wait)
    {
        using var own = new CancellationTokenSource();
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            All[wait](own.Token);
        });

        await own.CancelAsync();
        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(own.Token, Assert.IsType<OperationCanceledException>(end.Exception).CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task A_token_that_is_cancelled_already_is_refused_as_ever(string wait)
    {
        var scope = StopScope.StartThread(() => All[wait](new CancellationToken(canceled: true)));

        var end = await Phase.InTime(scope.Completion);

        Assert.IsType<OperationCanceledException>(end.Exception);
    }

    [Fact]
    public async Task A_stopped_participant_is_withdrawn_from_its_barrier()
    {
        using var barrier = new Barrier(2);
        using var own = new CancellationTokenSource();
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            barrier.SignalAndWait(own.Token);
        });
        Phase.Until(() => barrier.ParticipantsRemaining == 1, "the worker waits at the barrier");

        await Phase.Stop(scope);

        Assert.Equal(2, barrier.ParticipantsRemaining);
    }

    [Fact]
    public async Task Nothing_that_was_taken_is_lost_to_a_stop_that_comes_that_moment()
    {
        using var own = new CancellationTokenSource();
        using var free = new SemaphoreSlim(1);
        for (var round = 0; round < 300; round++)
        {
            using var items = new BlockingCollection<int>(boundedCapacity: 2);
            var taken = 0;
            var scope = Worker.OnThread(inPlace =>
            {
                inPlace();
                while (true)
                {
                    items.Take(own.Token);
                    taken++;
                }
            });
            var added = 0;
            var stopping = scope.StopAsync();
            while (items.TryAdd(added, 1))
            {
                added++;
            }

            await Phase.InTime(stopping);
            Assert.Equal(added, taken + items.Count);
        }
    }
}
