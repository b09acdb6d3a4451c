namespace Estop.Runtime;

/// <summary><see cref="ReaderWriterLockSlim"/>: readers hold a lock as much as writers do.</summary>
public static class ReaderWriterLocks
{
    /// <summary>In place of <see cref="ReaderWriterLockSlim.EnterReadLock"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.EnterReadLock))]
    public static void EnterReadLock(ReaderWriterLockSlim @lock) => TryEnterReadLock(@lock, Timeout.Infinite);

    /// <summary>In place of <see cref="ReaderWriterLockSlim.TryEnterReadLock(int)"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterReadLock))]
    public static bool TryEnterReadLock(ReaderWriterLockSlim @lock, int millisecondsTimeout) =>
        HeldLocks.Taken(
            (millisecondsTimeout >= Timeout.Infinite && @lock.TryEnterReadLock(0))
            || StoppableWait.Run(
            @lock, millisecondsTimeout, static (@lock, left) => @lock.TryEnterReadLock(left)));

    /// <summary>In place of <see cref="ReaderWriterLockSlim.TryEnterReadLock(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterReadLock))]
    public static bool TryEnterReadLock(ReaderWriterLockSlim @lock, TimeSpan timeout) =>
        HeldLocks.Taken(StoppableWait.Run(@lock, timeout, static (@lock, left) => @lock.TryEnterReadLock(left)));

    /// <summary>In place of <see cref="ReaderWriterLockSlim.ExitReadLock"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitReadLock))]
    public static void ExitReadLock(ReaderWriterLockSlim @lock)
    {
        @lock.ExitReadLock();
        HeldLocks.Released();
    }

    /// <summary>In place of <see cref="ReaderWriterLockSlim.EnterWriteLock"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.EnterWriteLock))]
    public static void EnterWriteLock(ReaderWriterLockSlim @lock) => TryEnterWriteLock(@lock, Timeout.Infinite);

    /// <summary>In place of <see cref="ReaderWriterLockSlim.TryEnterWriteLock(int)"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterWriteLock))]
    public static bool TryEnterWriteLock(ReaderWriterLockSlim @lock, int millisecondsTimeout) =>
        HeldLocks.Taken(
            (millisecondsTimeout >= Timeout.Infinite && @lock.TryEnterWriteLock(0))
            || StoppableWait.Run(
            @lock, millisecondsTimeout, static (@lock, left) => @lock.TryEnterWriteLock(left)));

    /// <summary>In place of <see cref="ReaderWriterLockSlim.TryEnterWriteLock(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterWriteLock))]
    public static bool TryEnterWriteLock(ReaderWriterLockSlim @lock, TimeSpan timeout) =>
        HeldLocks.Taken(StoppableWait.Run(@lock, timeout, static (@lock, left) => @lock.TryEnterWriteLock(left)));

    /// <summary>In place of <see cref="ReaderWriterLockSlim.ExitWriteLock"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitWriteLock))]
    public static void ExitWriteLock(ReaderWriterLockSlim @lock)
    {
        @lock.ExitWriteLock();
        HeldLocks.Released();
    }

    /// <summary>In place of <see cref="ReaderWriterLockSlim.EnterUpgradeableReadLock"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.EnterUpgradeableReadLock))]
    public static void EnterUpgradeableReadLock(ReaderWriterLockSlim @lock) =>
        TryEnterUpgradeableReadLock(@lock, Timeout.Infinite);

    /// <summary>In place of <see cref="ReaderWriterLockSlim.TryEnterUpgradeableReadLock(int)"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterUpgradeableReadLock))]
    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim @lock, int millisecondsTimeout) =>
        HeldLocks.Taken(
            (millisecondsTimeout >= Timeout.Infinite && @lock.TryEnterUpgradeableReadLock(0))
            || StoppableWait.Run(
            @lock,
            millisecondsTimeout,
            static (@lock, left) => @lock.TryEnterUpgradeableReadLock(left)));

    /// <summary>In place of <see cref="ReaderWriterLockSlim.TryEnterUpgradeableReadLock(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterUpgradeableReadLock))]
    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim @lock, TimeSpan timeout) =>
        HeldLocks.Taken(StoppableWait.Run(
            @lock, timeout, static (@lock, left) => @lock.TryEnterUpgradeableReadLock(left)));

    /// <summary>In place of <see cref="ReaderWriterLockSlim.ExitUpgradeableReadLock"/>.</summary>
    [ReplacesCall(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitUpgradeableReadLock))]
    public static void ExitUpgradeableReadLock(ReaderWriterLockSlim @lock)
    {
        @lock.ExitUpgradeableReadLock();
        HeldLocks.Released();
    }
}
