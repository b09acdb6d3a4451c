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
        ["ManualResetEventSlim.Wait()"] = static () => new ManualResetEventSlim().Wait(),
        ["ManualResetEventSlim.Wait(int)"] = static () => new ManualResetEventSlim().Wait(3_600_000),
        ["SemaphoreSlim.Wait()"] = static () => new SemaphoreSlim(0).Wait(),
        ["SemaphoreSlim.Wait(int)"] = static () => new SemaphoreSlim(0).Wait(3_600_000),
        ["Task.Wait()"] = static () => Never().Wait(),
        ["Task.Wait(int)"] = static () => Never().Wait(3_600_000),
        ["Task.Wait(TimeSpan)"] = static () => Never().Wait(TimeSpan.FromHours(1)),
        ["Task.WaitAll"] = static () => Task.WaitAll(Never(), Never()),
        ["Task.WaitAny"] = static () => Task.WaitAny(Never(), Never()),
        ["Task<T>.Result"] = static () => _ = Never().Result,
        ["Task.GetAwaiter().GetResult()"] = static () => ((Task)Never()).GetAwaiter().GetResult(),
        ["Task<T>.GetAwaiter().GetResult()"] = static () => Never().GetAwaiter().GetResult(),
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

    private static Task<int> Never() => new TaskCompletionSource<int>().Task;
}
