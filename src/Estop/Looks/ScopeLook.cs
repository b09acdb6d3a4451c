namespace Estop;

/// <summary>Where the code of a scope was when it was looked at, and what it has used. Nothing was stopped for it.</summary>
public sealed record ScopeLook
{
    /// <summary>The name of the scope.</summary>
    public required string Scope { get; init; }

    /// <summary>When the look was asked for.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>How long it took until the threads had answered, or the time given to them was over.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What became of the scope; null while code of it executes or could go on to.</summary>
    public ScopeOutcome? Outcome { get; init; }

    /// <summary>The threads that executed code of the scope. Empty when all of it awaited, or it was over.</summary>
    public required IReadOnlyList<ThreadLook> Threads { get; init; }

    /// <summary>
    /// The asynchronous code of the scope that had not ended: its body, and what it gave to <see cref="Task.Run(Func{Task})"/>
    /// and the like.
    /// </summary>
    public required IReadOnlyList<AwaitLook> Awaits { get; init; }

    /// <summary>
    /// The processor time of the threads that were started for the scope, those that have ended included. Null where the
    /// platform does not tell. Code on threads of the pool is counted in a scope whose processor time is limited, and in no
    /// other: asking at each continuation would cost more than many continuations do.
    /// </summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>
    /// The bytes that code of the scope has allocated, on whichever thread. A thread that is still executing, and has not
    /// answered, counts up to its last answer.
    /// </summary>
    public required long AllocatedBytes { get; init; }
}
