namespace Estop;

/// <content>Operations that are let go of when nothing else ends the await.</content>
public sealed partial class StopScope
{
    /// <summary>
    /// The token that ends an await which <paramref name="thread"/> begins when its operation is let go of. In cleanup and
    /// handlers that is later than elsewhere.
    /// </summary>
    internal CancellationToken LetGoToken(ScopeThread? thread)
    {
        if (thread is null || !ReferenceEquals(thread.Scope, this))
        {
            return _tokens.LetGo;
        }

        if (thread.Shields == 0)
        {
            return thread.IsInDeclaredShield ? _tokens.LetGoOfShield(thread.Declared!) : _tokens.LetGo;
        }

        if (_stopDue)
        {
            CleanupHolds(_ladder!);
        }

        return _tokens.LetGoInShield;
    }

    /// <summary>
    /// The LetGo rung: <paramref name="name"/> still executes, and counts as the scope's until it ends. Returns what the
    /// await of it is to throw.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="name">What the receipt calls it.</param>
    /// <param name="release">Disposes its result; null when it has none.</param>
    internal OperationCanceledException LetGoOf(Task operation, string name, Func<Task>? release)
    {
        bool counts;
        using (_lock.Hold())
        {
            counts = _end is null;
            if (counts)
            {
                _members.Running++;
                _members.LetGo++;
                Evidence.LetGoOf(name);
                _ladder?.LetGoBegins_NeedsLock();
            }
        }

        operation.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => OwnThreads.Run(() => Ended(operation, release, counts)));
        return new OperationCanceledException($"The stop has let go of {name}, which has not completed.", _tokens.Woven);
    }

    /// <summary>
    /// The LetGo rung. What awaits in cleanup or in a declared shield is let go of only when the budget of
    /// that is spent, and <paramref name="patience"/> with it.
    /// </summary>
    internal void LetGo_NeedsLock(TimeSpan patience)
    {
        _tokens.CancelLetGo();
        _tokens.CancelLetGoOfShields(shield => !DeclaredHolds(shield, _ladder!, patience));
        var cleanup = Volatile.Read(ref _cleanupSince);
        if (cleanup != 0 && _ladder!.CleanupIsOver(cleanup, patience))
        {
            _tokens.CancelLetGoInShield();
        }
    }

    /// <summary>What came late is released, and what it threw is nobody's any more.</summary>
    private void Ended(Task operation, Func<Task>? release, bool counts)
    {
        try
        {
            if (operation.IsCompletedSuccessfully)
            {
                release?.Invoke().GetAwaiter().GetResult();
            }
            else
            {
                _ = operation.Exception;
            }
        }
        catch (Exception exception)
        {
            MemberThrew(exception);
        }

        if (counts)
        {
            using (_lock.Hold())
            {
                _members.LetGo--;
            }

            MemberEnded(started: true);
        }
    }
}
