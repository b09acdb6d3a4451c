namespace Estop;

/// <summary>
/// The unit that can be stopped: everything executed on behalf of one run, child threads and tasks included.
/// </summary>
/// <remarks>
/// A scope is over when its body and all that the body handed to threads and tasks have ended, and no thread executes
/// code of it. A closed scope lets nobody in: what wakes up later is refused before its first instruction.
/// </remarks>
public sealed partial class StopScope : IAsyncDisposable
{
    private static long LastNumber;

    private readonly Lock _lock = new();
    private readonly StopScopeOptions _options;
    private readonly ScopeTokens _tokens = new();
    private readonly ScopeBody _body;
    private readonly TaskCompletionSource<ScopeEnd> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StopLadder? _ladder;
    private ScopeLimits? _limits;
    private bool _somethingToStop;
    private ScopeEnd? _end;

    private StopScope(StopScopeOptions? options)
    {
        _options = options ?? new StopScopeOptions();
        _options.Validate();
        _body = new ScopeBody(this);
        Name = _options.Name ?? $"scope-{Interlocked.Increment(ref LastNumber)}";
    }

    /// <summary>The scope on whose behalf the calling code executes; null outside of any.</summary>
    public static StopScope? Current => Ambient.Scope;

    /// <summary>The scope's name.</summary>
    public string Name { get; }

    /// <summary>Cancelled by the first rung of a stop.</summary>
    public CancellationToken Token => _tokens.User;

    /// <summary>Whether a stop has been asked for.</summary>
    public bool IsStopping
    {
        get
        {
            using (_lock.Hold())
            {
                return _ladder is not null;
            }
        }
    }

    /// <summary>
    /// The operating system's ids of the threads that execute code of the scope now; empty where it gives none.
    /// </summary>
    public IReadOnlyList<int> ThreadIds
    {
        get
        {
            using (_lock.Hold())
            {
                return _members.ThreadIds;
            }
        }
    }

    /// <summary>
    /// Completes when no code of the scope executes any more, also long after a stop was given up as abandoned. Never
    /// faults: the result says what became of the scope.
    /// </summary>
    public Task<ScopeEnd> Completion => _completion.Task;

    internal LadderOptions LadderOptions => _options.Ladder;

    /// <summary>Whether <see cref="Rung.Abort"/> is one of its rungs.</summary>
    internal bool MayAbort => LadderOptions.AbortAfter is not null && Aborting is not null;

    private Action<IReadOnlyList<RungRecord>>? Aborting => _options.Aborting ?? _outer?.Aborting;

    internal TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>Runs <paramref name="body"/> in a new scope on a thread of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OutOfMemoryException">The operating system gives no more threads. No scope is left.</exception>
    public static StopScope StartThread(Action body, StopScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var scope = Create(options);
        var thread = new Thread(() => scope._body.Run(body), scope._options.StackSize)
        {
            IsBackground = true,
            Name = scope.Name,
        };
        try
        {
            NewThreads.Start(thread, flows: true);
        }
        catch (Exception exception)
        {
            scope.BodyEnded(exception);
            throw;
        }

        return scope;
    }

    /// <summary>Runs <paramref name="body"/> in a new scope on the thread pool.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static StopScope StartTask(Func<Task> body, StopScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var scope = Create(options, bodyWaits: true);
        _ = Task.Run(() => scope._body.RunAsync(body));
        return scope;
    }

    /// <summary>
    /// Makes <paramref name="handle"/> the scope's: a stop disposes it when blocking I/O on it is what keeps code of the scope
    /// from coming out, and nothing else helps. It is not kept alive. Woven code does this for the sockets that it opens.
    /// </summary>
    /// <returns><paramref name="handle"/>.</returns>
    public T Own<T>(T handle)
        where T : class, IDisposable
    {
        ArgumentNullException.ThrowIfNull(handle);
        using (_lock.Hold())
        {
            _members.Handles.Add(handle);
        }

        return handle;
    }

    /// <summary>Throws if the scope is closed.</summary>
    internal void Admit()
    {
        if (Volatile.Read(ref _end) is not null)
        {
            throw new StopException(this, _tokens.Woven);
        }
    }

    private void CloseIfOver_NeedsLock()
    {
        if (_end is not null || _members.Execute || _members.Exiting > 0 || (_members.Queued > 0 && !_stopDue)
            || (_members.QueuedCleanup > 0 && CleanupHolds(_ladder!)))
        {
            return;
        }

        if (_members.Queued > 0)
        {
            // What will be refused when it comes to start.
            Evidence.Ended(Rung.Safepoint);
        }

        if (_members.QueuedCleanup > 0)
        {
            Evidence.CutShield ??= "cleanup";
        }

        var outcome = _body.Outcome!.Value;
        if (outcome == ScopeOutcome.Completed && Evidence.AwaitWasEnded)
        {
            // The body had returned, and nothing else tells of the tasks that it left running.
            Evidence.Ended(Rung.Safepoint);
        }

        if (outcome == ScopeOutcome.Completed && Evidence.EndedBy is not null && _somethingToStop)
        {
            // The body had returned, and what it left running was stopped.
            outcome = ScopeOutcome.Stopped;
        }

        (outcome, var exception) = AfterExit_NeedsLock(outcome);
        var end = new ScopeEnd(outcome, exception, TimeProvider.GetUtcNow());
        Volatile.Write(ref _end, end);
        EndPause_NeedsLock();
        _pause?.Ended_NeedsLock();
        Attention.Want(this, false);
        Attention.SetStopping(this, false);
        _limits?.End();
        _outerShield.Unregister();
        _tokens.Close();
        if (_members.Ending.Take() is { } endAll)
        {
            // What has been disposed may call code of the user's, so not here.
            OwnThreads.Run(endAll);
        }

        _ladder?.Complete_NeedsLock(end, Proof_NeedsLock(), Evidence, [.. _tokens.CallbackFailures, .. Evidence.Failures]);
        _completion.TrySetResult(end);
        _outer?.InnerEnded_NeedsInnersLock(this);
    }

    private ProofOfDeath Proof_NeedsLock() => new(
        _members.Gone.Count > 0 ? ProofKind.ThreadsExited : ProofKind.TasksCompleted,
        [.. _members.Gone]);
}
