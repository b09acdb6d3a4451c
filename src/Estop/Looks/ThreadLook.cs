namespace Estop;

/// <summary>Where a thread of a scope was, and what is known of it.</summary>
public sealed record ThreadLook
{
    /// <summary>The operating system's id of the thread, as <c>top -H</c> shows it; 0 where it gives none.</summary>
    public required int OsThreadId { get; init; }

    /// <summary>The name of the thread; null if it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the thread was started for the scope, and ends with its work there.</summary>
    public required bool IsDedicated { get; init; }

    /// <summary>How the stack was come by.</summary>
    public required StackSource Source { get; init; }

    /// <summary>
    /// The managed stack, innermost frame first. Empty when the thread came to no safepoint, and into no woven wait, in the
    /// time that was given.
    /// </summary>
    public required IReadOnlyList<string> Stack { get; init; }

    /// <summary>The call that the thread waits in, as it was written; null when it is in no woven wait.</summary>
    public string? WaitsIn { get; init; }

    /// <summary>What it waits for, where that is one object: its type, and what is known of it.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>
    /// The thread that holds the lock which this one waits for, as the operating system counts it; null when it waits for no
    /// lock, or the holder is not known.
    /// </summary>
    public int? LockHolder { get; init; }

    /// <summary>Whether the thread is in cleanup, a handler or a declared shield, or holds a lock: a stop would wait for that.</summary>
    public required bool IsShielded { get; init; }

    /// <summary>
    /// The state of the thread as the kernel has it: <c>R</c> running, <c>S</c> sleeping, <c>D</c> in an uninterruptible
    /// sleep, and so on. Null where it does not tell.
    /// </summary>
    public char? State { get; init; }

    /// <summary>
    /// The system call that the thread is in, and what it is about where that is a file: <c>read /dev/ttyUSB0</c>. Null when
    /// it is in none, or the kernel does not tell.
    /// </summary>
    public string? SystemCall { get; init; }

    /// <summary>The function of the kernel in which the thread sleeps; null when it does not, or the kernel does not tell.</summary>
    public string? WaitChannel { get; init; }

    /// <summary>The processor time that the thread has used; null where the platform does not tell.</summary>
    public TimeSpan? CpuTime { get; init; }
}
