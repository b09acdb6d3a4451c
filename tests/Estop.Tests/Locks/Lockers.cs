namespace Estop.Tests.Locks;

/// <summary>Each sort of lock, held as one is.</summary>
internal sealed record Locker(Action<Action> Hold, Func<bool> IsFree);

/// <summary>The sorts of locks.</summary>
internal static class Lockers
{
    public static readonly string[] Sorts =
    [
        "lock", "Monitor.TryEnter", "Lock", "Lock.Enter", "read lock", "write lock", "upgradeable lock", "Mutex", "SpinLock",
        "SemaphoreSlim",
    ];

    public static Locker Of(string sort) => sort switch
    {
        "lock" => OfObject(new object()),
        "Monitor.TryEnter" => OfAttempts(new object()),
        "Lock" => OfLock(new Lock()),
        "Lock.Enter" => OfLockEntered(new Lock()),
        "read lock" => OfReaders(new ReaderWriterLockSlim()),
        "write lock" => OfWriters(new ReaderWriterLockSlim()),
        "upgradeable lock" => OfUpgraders(new ReaderWriterLockSlim()),
        "Mutex" => OfMutex(new Mutex()),
        "SpinLock" => OfSpinLock(new Spin()),
        "SemaphoreSlim" => OfSemaphore(new SemaphoreSlim(1)),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "No such lock."),
    };

    private static Locker OfObject(object gate) => new(
        work =>
        {
            lock (gate)
            {
                work();
            }
        },
        () => IsFree(gate));

    private static Locker OfAttempts(object gate) => new(
        work =>
        {
            var taken = false;
            try
            {
                Monitor.TryEnter(gate, TimeSpan.FromSeconds(10), ref taken);
                work();
            }
            finally
            {
                if (taken)
                {
                    Monitor.Exit(gate);
                }
            }
        },
        () => IsFree(gate));

    private static Locker OfLock(Lock gate) => new(
        work =>
        {
            lock (gate)
            {
                work();
            }
        },
        () => IsFree(gate));

    private static Locker OfLockEntered(Lock gate) => new(
        work =>
        {
            gate.Enter();
            try
            {
                work();
            }
            finally
            {
                gate.Exit();
            }
        },
        () => IsFree(gate));

    private static Locker OfReaders(ReaderWriterLockSlim gate) => new(
        work =>
        {
            gate.EnterReadLock();
            try
            {
                work();
            }
            finally
            {
                gate.ExitReadLock();
            }
        },
        () => gate.CurrentReadCount == 0);

    private static Locker OfWriters(ReaderWriterLockSlim gate) => new(
        work =>
        {
            gate.EnterWriteLock();
            try
            {
                work();
            }
            finally
            {
                gate.ExitWriteLock();
            }
        },
        () => IsFree(gate));

    private static Locker OfUpgraders(ReaderWriterLockSlim gate) => new(
        work =>
        {
            if (!gate.TryEnterUpgradeableReadLock(10_000))
            {
                return;
            }

            try
            {
                work();
            }
            finally
            {
                gate.ExitUpgradeableReadLock();
            }
        },
        () => IsFree(gate));

    private static Locker OfMutex(Mutex gate) => new(
        work =>
        {
            gate.WaitOne();
            try
            {
                work();
            }
            finally
            {
                gate.ReleaseMutex();
            }
        },
        () =>
        {
            // One whose holder has died is not free but abandoned, which throws.
            var free = gate.WaitOne(0);
            gate.ReleaseMutex();
            return free;
        });

    private static Locker OfSpinLock(Spin gate) => new(
        work =>
        {
            var taken = false;
            try
            {
                gate.Lock.Enter(ref taken);
                work();
            }
            finally
            {
                if (taken)
                {
                    gate.Lock.Exit();
                }
            }
        },
        () => !gate.Lock.IsHeld);

    private static Locker OfSemaphore(SemaphoreSlim gate) => new(
        work =>
        {
            gate.Wait();
            try
            {
                work();
            }
            finally
            {
                gate.Release();
            }
        },
        () => gate.CurrentCount == 1);

    private static bool IsFree(object gate)
    {
        var free = Monitor.TryEnter(gate);
        if (free)
        {
            Monitor.Exit(gate);
        }

        return free;
    }

    private static bool IsFree(Lock gate)
    {
        var free = gate.TryEnter();
        if (free)
        {
            gate.Exit();
        }

        return free;
    }

    private static bool IsFree(ReaderWriterLockSlim gate)
    {
        var free = gate.TryEnterWriteLock(0);
        if (free)
        {
            gate.ExitWriteLock();
        }

        return free;
    }

    private sealed class Spin
    {
        public SpinLock Lock = new(enableThreadOwnerTracking: true);
    }
}
