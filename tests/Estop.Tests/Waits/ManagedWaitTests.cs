using System.Collections.Concurrent;

namespace Estop.Tests.Waits;

/// <summary>Each managed wait of the table ends at the Safepoint rung, and works as ever when nothing is stopped.</summary>
public class ManagedWaitTests
{
    public static TheoryData<string> Waits => [.. All.Keys];

    private static readonly Dictionary<string, Action> All = new()
    {
        ["Thread.Sleep(int)"] = static () => Thread.Sleep(Timeout.Infinite),
        ["Thread.Sleep(TimeSpan)"] = static () => Thread.Sleep(TimeSpan.FromHours(1)),
        ["Thread.Join()"] = static () => Endless().Join(),
        ["Thread.Join(int)"] = static () => Endless().Join(3_600_000),
        ["Thread.Join(TimeSpan)"] = static () => Endless().Join(TimeSpan.FromHours(1)),
        ["WaitHandle.WaitOne()"] = static () => new ManualResetEvent(false).WaitOne(),
        ["WaitHandle.WaitOne(int)"] = static () => new AutoResetEvent(false).WaitOne(3_600_000),
        ["WaitHandle.WaitOne(TimeSpan)"] = static () => new Semaphore(0, 1).WaitOne(TimeSpan.FromHours(1)),
        ["WaitHandle.WaitAny"] = static () => WaitHandle.WaitAny([new ManualResetEvent(false), new AutoResetEvent(false)]),
        ["WaitHandle.WaitAny(int)"] = static () => WaitHandle.WaitAny([new ManualResetEvent(false)], 3_600_000),
        ["WaitHandle.WaitAll"] = static () => WaitHandle.WaitAll([new ManualResetEvent(false), new AutoResetEvent(false)]),
        ["WaitHandle.WaitOne(int, bool)"] = static () => new AutoResetEvent(false).WaitOne(3_600_000, false),
        ["WaitHandle.WaitOne(TimeSpan, bool)"] = static () => new AutoResetEvent(false).WaitOne(TimeSpan.FromHours(1), false),
        ["WaitHandle.WaitAny(TimeSpan)"] = static () => WaitHandle.WaitAny([new ManualResetEvent(false)], TimeSpan.FromHours(1)),
        ["WaitHandle.WaitAny(int, bool)"] = static () => WaitHandle.WaitAny([new ManualResetEvent(false)], 3_600_000, false),
        ["WaitHandle.WaitAny(TimeSpan, bool)"] = static () => WaitHandle.WaitAny([new ManualResetEvent(false)], TimeSpan.FromHours(1), false),
        ["WaitHandle.WaitAll(int)"] = static () => WaitHandle.WaitAll([new ManualResetEvent(false)], 3_600_000),
        ["WaitHandle.WaitAll(TimeSpan)"] = static () => WaitHandle.WaitAll([new ManualResetEvent(false)], TimeSpan.FromHours(1)),
        ["WaitHandle.WaitAll(int, bool)"] = static () => WaitHandle.WaitAll([new ManualResetEvent(false)], 3_600_000, false),
        ["WaitHandle.WaitAll(TimeSpan, bool)"] = static () => WaitHandle.WaitAll([new ManualResetEvent(false)], TimeSpan.FromHours(1), false),
        ["WaitHandle.SignalAndWait"] = static () => WaitHandle.SignalAndWait(new AutoResetEvent(false), new AutoResetEvent(false)),
        ["WaitHandle.SignalAndWait(int)"] = static () => WaitHandle.SignalAndWait(new AutoResetEvent(false), new AutoResetEvent(false), 3_600_000, false),
        ["WaitHandle.SignalAndWait(TimeSpan)"] = static () => WaitHandle.SignalAndWait(
            new AutoResetEvent(false), new AutoResetEvent(false), TimeSpan.FromHours(1), false),
        ["ManualResetEventSlim.Wait()"] = static () => new ManualResetEventSlim().Wait(),
        ["ManualResetEventSlim.Wait(int)"] = static () => new ManualResetEventSlim().Wait(3_600_000),
        ["ManualResetEventSlim.Wait(TimeSpan)"] = static () => new ManualResetEventSlim().Wait(TimeSpan.FromHours(1)),
        ["ManualResetEventSlim.Wait(token)"] = static () => new ManualResetEventSlim().Wait(Own()),
        ["ManualResetEventSlim.Wait(int, token)"] = static () => new ManualResetEventSlim().Wait(3_600_000, Own()),
        ["ManualResetEventSlim.Wait(TimeSpan, token)"] = static () => new ManualResetEventSlim().Wait(TimeSpan.FromHours(1), Own()),
        ["SemaphoreSlim.Wait()"] = static () => new SemaphoreSlim(0).Wait(),
        ["SemaphoreSlim.Wait(int)"] = static () => new SemaphoreSlim(0).Wait(3_600_000),
        ["SemaphoreSlim.Wait(TimeSpan)"] = static () => new SemaphoreSlim(0).Wait(TimeSpan.FromHours(1)),
        ["SemaphoreSlim.Wait(token)"] = static () => new SemaphoreSlim(0).Wait(Own()),
        ["SemaphoreSlim.Wait(int, token)"] = static () => new SemaphoreSlim(0).Wait(3_600_000, Own()),
        ["SemaphoreSlim.Wait(TimeSpan, token)"] = static () => new SemaphoreSlim(0).Wait(TimeSpan.FromHours(1), Own()),
        ["CountdownEvent.Wait()"] = static () => new CountdownEvent(1).Wait(),
        ["CountdownEvent.Wait(int)"] = static () => new CountdownEvent(1).Wait(3_600_000),
        ["CountdownEvent.Wait(TimeSpan)"] = static () => new CountdownEvent(1).Wait(TimeSpan.FromHours(1)),
        ["CountdownEvent.Wait(token)"] = static () => new CountdownEvent(1).Wait(Own()),
        ["CountdownEvent.Wait(int, token)"] = static () => new CountdownEvent(1).Wait(3_600_000, Own()),
        ["CountdownEvent.Wait(TimeSpan, token)"] = static () => new CountdownEvent(1).Wait(TimeSpan.FromHours(1), Own()),
        ["Task.Wait()"] = static () => Never().Wait(),
        ["Task.Wait(int)"] = static () => Never().Wait(3_600_000),
        ["Task.Wait(TimeSpan)"] = static () => Never().Wait(TimeSpan.FromHours(1)),
        ["Task.Wait(token)"] = static () => Never().Wait(Own()),
        ["Task.Wait(int, token)"] = static () => Never().Wait(3_600_000, Own()),
        ["Task.Wait(TimeSpan, token)"] = static () => Never().Wait(TimeSpan.FromHours(1), Own()),
        ["Barrier.SignalAndWait()"] = static () => new Barrier(2).SignalAndWait(),
        ["Barrier.SignalAndWait(int)"] = static () => new Barrier(2).SignalAndWait(3_600_000),
        ["Barrier.SignalAndWait(TimeSpan)"] = static () => new Barrier(2).SignalAndWait(TimeSpan.FromHours(1)),
        ["Barrier.SignalAndWait(token)"] = static () => new Barrier(2).SignalAndWait(Own()),
        ["Barrier.SignalAndWait(int, token)"] = static () => new Barrier(2).SignalAndWait(3_600_000, Own()),
        ["Barrier.SignalAndWait(TimeSpan, token)"] = static () => new Barrier(2).SignalAndWait(TimeSpan.FromHours(1), Own()),
        ["BlockingCollection.Take()"] = static () => new BlockingCollection<int>().Take(),
        ["BlockingCollection.Add()"] = static () => Full().Add(2),
        ["BlockingCollection.GetConsumingEnumerable()"] = static () => new BlockingCollection<int>().GetConsumingEnumerable().First(),
        ["BlockingCollection.TakeFromAny()"] = static () => BlockingCollection<int>.TakeFromAny([new(), new()], out _),
        ["BlockingCollection.AddToAny()"] = static () => BlockingCollection<int>.AddToAny([Full(), Full()], 2),
        ["BlockingCollection.Take(token)"] = static () => new BlockingCollection<int>().Take(Own()),
        ["BlockingCollection.Add(token)"] = static () => Full().Add(2, Own()),
        ["BlockingCollection.GetConsumingEnumerable(token)"] = static () => new BlockingCollection<int>().GetConsumingEnumerable(Own()).First(),
        ["BlockingCollection.TakeFromAny(token)"] = static () => BlockingCollection<int>.TakeFromAny([new(), new()], out _, Own()),
        ["BlockingCollection.AddToAny(token)"] = static () => BlockingCollection<int>.AddToAny([Full(), Full()], 2, Own()),
        ["BlockingCollection.TryTake(int)"] = static () => new BlockingCollection<int>().TryTake(out _, 3_600_000),
        ["BlockingCollection.TryAdd(int)"] = static () => Full().TryAdd(2, 3_600_000),
        ["BlockingCollection.TryTakeFromAny(int)"] = static () => BlockingCollection<int>.TryTakeFromAny([new(), new()], out _, 3_600_000),
        ["BlockingCollection.TryAddToAny(int)"] = static () => BlockingCollection<int>.TryAddToAny([Full()], 2, 3_600_000),
        ["BlockingCollection.TryTake(int, token)"] = static () => new BlockingCollection<int>().TryTake(out _, 3_600_000, Own()),
        ["BlockingCollection.TryAdd(int, token)"] = static () => Full().TryAdd(2, 3_600_000, Own()),
        ["BlockingCollection.TryTakeFromAny(int, token)"] = static () => BlockingCollection<int>.TryTakeFromAny([new(), new()], out _, 3_600_000, Own()),
        ["BlockingCollection.TryAddToAny(int, token)"] = static () => BlockingCollection<int>.TryAddToAny([Full()], 2, 3_600_000, Own()),
        ["SpinWait.SpinUntil()"] = static () => SpinWait.SpinUntil(static () => false),
        ["SpinWait.SpinUntil(int)"] = static () => SpinWait.SpinUntil(static () => false, 3_600_000),
        ["SpinWait.SpinUntil(TimeSpan)"] = static () => SpinWait.SpinUntil(static () => false, TimeSpan.FromHours(1)),
        ["Task.WaitAll"] = static () => Task.WaitAll(Never(), Never()),
        ["Task.WaitAll(int)"] = static () => Task.WaitAll([Never(), Never()], 3_600_000),
        ["Task.WaitAll(TimeSpan)"] = static () => Task.WaitAll([Never(), Never()], TimeSpan.FromHours(1)),
        ["Task.WaitAll(token)"] = static () => Task.WaitAll([Never(), Never()], Own()),
        ["Task.WaitAll(int, token)"] = static () => Task.WaitAll([Never(), Never()], 3_600_000, Own()),
        ["Task.WaitAny"] = static () => Task.WaitAny(Never(), Never()),
        ["Task.WaitAny(int)"] = static () => Task.WaitAny([Never(), Never()], 3_600_000),
        ["Task.WaitAny(TimeSpan)"] = static () => Task.WaitAny([Never(), Never()], TimeSpan.FromHours(1)),
        ["Task.WaitAny(token)"] = static () => Task.WaitAny([Never(), Never()], Own()),
        ["Task.WaitAny(int, token)"] = static () => Task.WaitAny([Never(), Never()], 3_600_000, Own()),
        ["Task.WaitAll(enumerable)"] = static () => Task.WaitAll(new List<Task> { Never() }, Own()),
        ["Task.WhenAll"] = static () => Task.WhenAll(Never(), Never()).Wait(),
        ["Task.WhenAny"] = static () => _ = Task.WhenAny(Never(), Never()).Result,
        ["Task<T>.Result"] = static () => _ = Never().Result,
        ["Task.GetAwaiter"] = static () => ((Task)Never()).GetAwaiter().GetResult(),
        ["Task<T>.GetAwaiter"] = static () => Never().GetAwaiter().GetResult(),
        ["Task.ConfigureAwait"] = static () => ((Task)Never()).ConfigureAwait(false).GetAwaiter().GetResult(),
        ["Task<T>.ConfigureAwait"] = static () => Never().ConfigureAwait(false).GetAwaiter().GetResult(),
        ["ValueTask<T>.Result"] = static () => _ = new ValueTask<int>(Never()).Result,
        ["ValueTask.GetAwaiter"] = static () => new ValueTask(Never()).GetAwaiter().GetResult(),
        ["ValueTask<T>.GetAwaiter"] = static () => new ValueTask<int>(Never()).GetAwaiter().GetResult(),
        ["ValueTask.ConfigureAwait"] = static () => new ValueTask(Never()).ConfigureAwait(false).GetAwaiter().GetResult(),
        ["ValueTask<T>.ConfigureAwait"] = static () => new ValueTask<int>(Never()).ConfigureAwait(false).GetAwaiter().GetResult(),
        ["ValueTask.AsTask"] = static () => new ValueTask(Never()).AsTask().Wait(),
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Each_wait_ends_at_once(string wait)
    {
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            All[wait]();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_wait_that_succeeds_returns_its_result_in_a_scope_as_outside()
    {
        var results = new List<object>();
        var scope = StopScope.StartThread(() =>
        {
            results.Add(new ManualResetEvent(true).WaitOne());
            results.Add(new ManualResetEvent(false).WaitOne(1));
            results.Add(WaitHandle.WaitAny([new ManualResetEvent(false), new ManualResetEvent(true)]));
            results.Add(Task.FromResult(42).Result);
            results.Add(new SemaphoreSlim(1).Wait(1));
            Thread.Sleep(1);
            Thread.Sleep(0);
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Completed, end.Outcome);
        Assert.Equal([true, false, 1, 42, true], results);
    }

    [Fact]
    public async Task An_interrupt_of_the_users_own_arrives_as_ever()
    {
        Thread? thread = null;
        Exception? seen = null;
        using var inPlace = new ManualResetEventSlim();
        var scope = StopScope.StartThread(() =>
        {
            thread = Thread.CurrentThread;
            inPlace.Set();
            try
            {
                new ManualResetEvent(false).WaitOne();
            }
            catch (ThreadInterruptedException exception)
            {
                seen = exception;
            }
        });
        Phase.Reached(inPlace);

        thread!.Interrupt();
        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Completed, end.Outcome);
        Assert.NotNull(seen);
    }

    [Fact]
    public void A_negative_sleep_is_refused_in_the_words_of_the_original() =>
        Assert.Equal("millisecondsTimeout", Assert.Throws<ArgumentOutOfRangeException>(() => Thread.Sleep(-2)).ParamName);

    private static Thread Endless()
    {
        var thread = new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>A token of the worker's own, which nobody cancels.</summary>
    private static CancellationToken Own() => new CancellationTokenSource().Token;

    private static BlockingCollection<int> Full() => new(boundedCapacity: 1) { 1 };

    private static Task<int> Never() => new TaskCompletionSource<int>().Task;
}
