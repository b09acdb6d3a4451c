namespace Estop.Tests.Locks;

/// <summary>Each wait that takes a mutex counts it as a lock, and nothing else does.</summary>
public class MutexTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<string> Waits => [.. All.Keys];

    private static readonly Dictionary<string, Action<Mutex, WaitHandle>> All = new()
    {
        ["WaitOne"] = static (mutex, _) => mutex.WaitOne(),
        ["WaitOne(TimeSpan)"] = static (mutex, _) => mutex.WaitOne(Hour),
        ["WaitAny"] = static (mutex, other) => WaitHandle.WaitAny([other, mutex]),
        ["WaitAny(int)"] = static (mutex, other) => WaitHandle.WaitAny([mutex, other], 3_600_000),
        ["WaitAny(TimeSpan)"] = static (mutex, other) => WaitHandle.WaitAny([other, mutex], Hour),
        ["WaitAll"] = static (mutex, _) => WaitHandle.WaitAll([mutex, new ManualResetEvent(true)]),
        ["WaitAll(int)"] = static (mutex, _) => WaitHandle.WaitAll([mutex, new ManualResetEvent(true)], 3_600_000),
        ["WaitAll(TimeSpan)"] = static (mutex, _) => WaitHandle.WaitAll([new ManualResetEvent(true), mutex], Hour),
        ["SignalAndWait"] = static (mutex, other) => WaitHandle.SignalAndWait(new ManualResetEvent(false), mutex),
        ["SignalAndWait(int)"] = static (mutex, other) => WaitHandle.SignalAndWait(new ManualResetEvent(false), mutex, 3_600_000, false),
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task A_mutex_that_was_taken_counts_until_it_is_released(string wait) =>
        Assert.Equal([1, 2, 1, 0], await LocksOf(new Mutex(), wait));

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task An_abandoned_mutex_counts_until_it_is_released(string wait)
    {
        var mutex = new Mutex();
        var abandons = new Thread(() => mutex.WaitOne());
        abandons.Start();
        abandons.Join();

        Assert.Equal([1, 2, 1, 0], await LocksOf(mutex, wait));
    }

    [Fact]
    public async Task A_mutex_that_is_signalled_by_a_wait_for_another_counts_no_more()
    {
        var locks = -1;
        var scope = StopScope.StartThread(() =>
        {
            using var mutex = new Mutex();
            mutex.WaitOne();
            WaitHandle.SignalAndWait(mutex, new ManualResetEvent(true));
            locks = ScopeThread.Current!.Locks;
        });

        Assert.Null((await Phase.InTime(scope.Completion)).Exception);
        Assert.Equal(0, locks);
    }

    [Fact]
    public async Task A_wait_that_takes_none_counts_none()
    {
        var locks = new List<int>();
        var scope = StopScope.StartThread(() =>
        {
            using var free = new Mutex();
            using var set = new ManualResetEvent(true);
            using var never = new ManualResetEvent(false);
            WaitHandle.WaitAny([set, free]);
            locks.Add(ScopeThread.Current!.Locks);
            WaitHandle.WaitAny([never], 1);
            locks.Add(ScopeThread.Current!.Locks);
            WaitHandle.WaitAll([never, free], 1);
            locks.Add(ScopeThread.Current!.Locks);
            WaitHandle.SignalAndWait(set, never, 1, false);
            locks.Add(ScopeThread.Current!.Locks);
        });

        Assert.Null((await Phase.InTime(scope.Completion)).Exception);
        Assert.Equal([0, 0, 0, 0], locks);
    }

    /// <summary>How many locks count in a lock, with the mutex, without it, and outside.</summary>
    private static async Task<List<int>> LocksOf(Mutex mutex, string wait)
    {
        var locks = new List<int>();
        var scope = StopScope.StartThread(() =>
        {
            lock (locks)
            {
                locks.Add(ScopeThread.Current!.Locks);
                try
                {
                    All[wait](mutex, new ManualResetEvent(false));
                }
                catch (AbandonedMutexException)
                {
                    // It has been taken all the same.
                }

                locks.Add(ScopeThread.Current!.Locks);
                mutex.ReleaseMutex();
                locks.Add(ScopeThread.Current!.Locks);
            }

            locks.Add(ScopeThread.Current!.Locks);
        });

        Assert.Null((await Phase.InTime(scope.Completion)).Exception);
        return locks;
    }
}
