namespace Estop;

/// <summary>
/// The unit that can be stopped: everything executed on behalf of one run, child threads and tasks included.
/// </summary>
public sealed class StopScope : IAsyncDisposable
{
    /// <summary>The scope on whose behalf the calling code executes; null outside of any.</summary>
    public static StopScope? Current => throw null!;

    /// <summary>The scope's name.</summary>
    public string Name => throw null!;

    /// <summary>Cancelled by the first rung of a stop.</summary>
    public CancellationToken Token => throw null!;

    /// <summary>Whether a stop has been asked for.</summary>
    public bool IsStopping => throw null!;

    /// <summary>The operating system's ids of the threads that execute code of the scope now.</summary>
    public IReadOnlyList<int> ThreadIds => throw null!;

    /// <summary>
    /// Completes when no code of the scope executes any more, also long after a stop was given up as abandoned. Never
    /// faults: the result says what became of the scope.
    /// </summary>
    public Task<ScopeEnd> Completion => throw null!;

    /// <summary>Runs <paramref name="body"/> in a new scope on a thread of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static StopScope StartThread(Action body, StopScopeOptions? options = null) => throw null!;

    /// <summary>Runs <paramref name="body"/> in a new scope on the thread pool.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static StopScope StartTask(Func<Task> body, StopScopeOptions? options = null) => throw null!;

    /// <summary>
    /// Stops the scope, and returns when no code of it executes any more or the deadline has passed. Stops that meet
    /// share one ladder, of the strictest mode asked for. A scope that has ended answers at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A time of <paramref name="request"/> is out of its range.</exception>
    public Task<StopReceipt> StopAsync(StopRequest request) => throw null!;

    /// <summary>Stops the scope in the given mode. See <see cref="StopAsync(StopRequest)"/>.</summary>
    public Task<StopReceipt> StopAsync(StopMode mode = StopMode.Prompt) => throw null!;

    /// <summary>Stops the scope promptly.</summary>
    public ValueTask DisposeAsync() => throw null!;
}
