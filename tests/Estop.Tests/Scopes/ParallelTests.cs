using System.Collections.Concurrent;
using Estop.Runtime;

namespace Estop.Tests.Scopes;

/// <summary>Loops and queries of the framework that execute a worker's code on many threads.</summary>
public class ParallelTests
{
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    public static TheoryData<string> Loops => [.. All.Keys];

    private static readonly Dictionary<string, Action<Action>> All = new()
    {
        ["For(int)"] = static body => Parallel.For(0, 100, _ => body()),
        ["For(int, options)"] = static body => Parallel.For(0, 100, Two, _ => body()),
        ["For(int, state)"] = static body => Parallel.For(0, 100, (_, _) => body()),
        ["For(int, local)"] = static body => Parallel.For(
            0,
            100,
            static () => 0,
            (_, _, local) =>
            {
                body();
                return local;
            },
            static _ => { }),
        ["For(long)"] = static body => Parallel.For(0L, 100L, _ => body()),
        ["ForEach"] = static body => Parallel.ForEach(new int[100], _ => body()),
        ["ForEach(endless)"] = static body => Parallel.ForEach(Endless(body), static _ => { }),
        ["ForEach(options, state)"] = static body => Parallel.ForEach(new int[100], Two, (_, _) => body()),
        ["ForEach(index)"] = static body => Parallel.ForEach(new int[100], (_, _, _) => body()),
        ["ForEach(partitioner)"] = static body => Parallel.ForEach(Partitioner.Create(0, 100), _ => body()),
        ["ForEach(local)"] = static body => Parallel.ForEach(
            new int[100],
            static () => 0,
            (_, _, local) =>
            {
                body();
                return local;
            },
            static _ => { }),
        ["Invoke"] = static body => Parallel.Invoke(body, body, body),
        ["Invoke(options)"] = static body => Parallel.Invoke(Two, body, body, body),
        ["ForEachAsync"] = static body => Parallel.ForEachAsync(
            new int[100],
            async (_, token) =>
            {
                await Task.Yield();
                body();
            }).Wait(),
        ["ForAsync(options)"] = static body => Parallel.ForAsync(
            0,
            100,
            Two,
            async (_, token) =>
            {
                await Task.Yield();
                body();
            }).Wait(),
        ["AsParallel.Select"] = static body => Query().Select(Returning(body)).ToArray(),
        ["AsParallel.Where"] = static body => Query().Where(item => Returning(body)(item) > 0).ToArray(),
        ["AsParallel.ForAll"] = static body => Query().ForAll(_ => body()),
        ["AsParallel.Count"] = static body => Query().Count(item => Returning(body)(item) > 0),
        ["AsParallel(endless)"] = static body => Endless(body).AsParallel().Max(),
    };

    [Theory]
    [MemberData(nameof(Loops))]
    public async Task An_endless_body_is_stopped_on_every_thread_and_its_cleanup_has_run(string loop)
    {
        var entered = 0;
        var cleaned = 0;
        var scope = Worker.OnThread(inPlace => All[loop](() =>
        {
            Interlocked.Increment(ref entered);
            try
            {
                inPlace();
                while (true)
                {
                }
            }
            finally
            {
                Thread.Sleep(5);
                Interlocked.Increment(ref cleaned);
            }
        }));

        await Phase.Stop(scope);

        Assert.Equal(entered, cleaned);
    }

    [Fact]
    public async Task The_calling_thread_leaves_after_the_others()
    {
        var left = false;
        var tooEarly = false;
        using var others = new CountdownEvent(1);
        var scope = Worker.OnThread(inPlace =>
        {
            var caller = Environment.CurrentManagedThreadId;
            try
            {
                Parallel.For(0, 2, Two, _ =>
                {
                    try
                    {
                        inPlace();
                        Thread.Sleep(Timeout.Infinite);
                    }
                    finally
                    {
                        if (Environment.CurrentManagedThreadId != caller)
                        {
                            // Longer than the Interrupt rung waits.
                            Thread.Sleep(150);
                            tooEarly |= left;
                        }
                    }
                });
            }
            finally
            {
                left = true;
            }
        });

        await Phase.Stop(scope);

        Assert.True(left);
        Assert.False(tooEarly);
    }

    [Fact]
    public async Task A_share_that_the_pool_comes_to_after_the_end_of_its_scope_is_refused()
    {
        ParallelShare? share = null;
        var scope = Worker.OnThread(inPlace =>
        {
            share = ParallelShare.Create();
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });
        await Phase.Stop(scope);
        var executed = false;

        Assert.Throws<StopException>(() => share!.Run(() => { executed = true; }));

        Assert.False(executed);
    }

    [Fact]
    public async Task Loops_and_queries_yield_what_they_always_did()
    {
        var sums = new List<long>();
        Exception? failure = null;
        var completed = true;
        var scope = StopScope.StartThread(() =>
        {
            long sum = 0;
            Parallel.For(0, 1000, item => Interlocked.Add(ref sum, item));
            sums.Add(sum);
            sum = 0;
            Parallel.ForEach(
                Enumerable.Range(0, 1000),
                static () => 0L,
                static (item, _, local) => local + item,
                local => Interlocked.Add(ref sum, local));
            sums.Add(sum);
            completed = Parallel.For(0, 1000, static (item, state) => state.Stop()).IsCompleted;
            failure = Record.Exception(static () =>
                Parallel.ForEach(new int[2], static _ => throw new InvalidOperationException("own")));
            sums.Add(Enumerable.Range(0, 1000).AsParallel().Where(static item => item % 2 == 0).Select(static item => (long)item).Sum());
            sums.Add(Upto(1000).AsParallel().AsOrdered().Select(static item => (long)item).ToArray()[^1]);
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Null(end.Exception);
        Assert.Equal([499_500, 499_500, 249_500, 999], sums);
        Assert.False(completed);
        Assert.Equal("own", Assert.IsType<AggregateException>(failure).InnerExceptions[0].Message);
    }

    private static ParallelQuery<int> Query() => new int[100].AsParallel().WithDegreeOfParallelism(2);

    private static Func<int, int> Returning(Action body) => item =>
    {
        body();
        return item;
    };

    private static IEnumerable<int> Endless(Action body)
    {
        while (true)
        {
            body();
            yield return 1;
        }
    }

    private static IEnumerable<int> Upto(int count)
    {
        for (var item = 0; item < count; item++)
        {
            yield return item;
        }
    }
}
