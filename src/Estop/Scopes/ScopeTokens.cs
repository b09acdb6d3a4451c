namespace Estop;

/// <summary>
/// The tokens of a scope: the one that the user's code looks at, cancelled by the Token rung; the one that the weaver
/// passes on where the code passed none, cancelled by the Safepoint rung; the ones for what is called under a lock, in
/// handlers and in cleanup, cancelled when their budgets are spent. Each is made when it is first asked for.
/// </summary>
/// <remarks>
/// Callbacks and continuations run inline in <see cref="CancellationTokenSource.Cancel()"/>, so that is never called on
/// the thread that asks for a stop, nor under a lock.
/// </remarks>
internal sealed partial class ScopeTokens
{
    private readonly Lock _lock = new();
    private Source _user;
    private Source _woven;
    private Source _locked;
    private Source _cleanup;
    private Source _handler;
    private Source _letGo;
    private Source _letGoInShield;
    private List<(long Entered, CancellationTokenSource Tokens)>? _lateHandlers;
    private List<CancellationToken>? _ofLateHandlers;
    private List<CancellationTokenSource>? _toCancel;
    private bool _closed;

    /// <summary>Whether the user's code has ever asked for its token, and so may have ended because of it.</summary>
    public bool UserAsked => _user.Tokens is not null;

    /// <summary>Whether the cleanup budget was spent, and something in cleanup was given the token that ends it then.</summary>
    public bool CleanupWasCut => _cleanup is { Cancelled: true, Tokens: not null };

    public CancellationToken User => Get(ref _user);

    public CancellationToken Woven => Get(ref _woven);

    public CancellationToken Locked => Get(ref _locked);

    public CancellationToken Cleanup => Get(ref _cleanup);

    /// <summary>For awaits of operations that may be let go of.</summary>
    public CancellationToken LetGo => Get(ref _letGo);

    /// <summary>The same for awaits in cleanup and handlers.</summary>
    public CancellationToken LetGoInShield => Get(ref _letGoInShield);

    /// <summary>Whether such an operation was ever awaited in cleanup or a handler.</summary>
    public bool LetGoInShieldAsked => _letGoInShield.Tokens is not null;

    /// <summary>Whether anything was ever called in cleanup with its token.</summary>
    public bool CleanupAsked => _cleanup.Tokens is not null;

    /// <summary>For handlers that were entered before the stop was due.</summary>
    public CancellationToken Handler => Get(ref _handler);

    /// <summary>What the callbacks of a cancellation threw, one sentence each.</summary>
    public IReadOnlyList<string> CallbackFailures { get; private set; } = [];

    /// <summary>Returns whether there is something to cancel.</summary>
    public bool CancelUser() => Cancel(ref _user);

    public void CancelWoven()
    {
        using (_lock.Hold())
        {
            Cancel(ref _woven);
            CancelLeft(_left);
        }
    }

    public void CancelLocked() => Cancel(ref _locked);

    public void CancelCleanup() => Cancel(ref _cleanup);

    public void CancelHandler() => Cancel(ref _handler);

    public void CancelLetGo()
    {
        using (_lock.Hold())
        {
            Cancel(ref _letGo);
            CancelLeft(_leftLetGo);
        }
    }

    public void CancelLetGoInShield() => Cancel(ref _letGoInShield);

    /// <summary>A token for a handler that was entered when the stop was due, and so has a time of its own.</summary>
    public CancellationToken LateHandler(long entered)
    {
        var tokens = new CancellationTokenSource();
        using (_lock.Hold())
        {
            (_lateHandlers ??= []).Add((entered, tokens));
            (_ofLateHandlers ??= []).Add(tokens.Token);
        }

        return tokens.Token;
    }

    /// <summary>Whether it is one of those that handlers were given.</summary>
    public bool IsOfHandler(CancellationToken token)
    {
        using (_lock.Hold())
        {
            return (_handler.Tokens is not null && token == _handler.Token) || _ofLateHandlers?.Contains(token) == true;
        }
    }

    /// <summary>Cancels the tokens of the handlers that were entered when the stop was due, and no later than then.</summary>
    public void CancelLateHandlers(long enteredUntil)
    {
        using (_lock.Hold())
        {
            for (var i = (_lateHandlers?.Count ?? 0) - 1; i >= 0; i--)
            {
                var (entered, tokens) = _lateHandlers![i];
                if (entered <= enteredUntil)
                {
                    if (!_closed)
                    {
                        (_toCancel ??= []).Add(tokens);
                    }

                    _lateHandlers.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>
    /// Carries out the cancellations that were asked for. Not to be called under a lock. Calls
    /// <paramref name="userCancelled"/> when all that was registered with the user's token has been carried out.
    /// </summary>
    public void RunCancellations(Action userCancelled)
    {
        List<CancellationTokenSource>? due;
        using (_lock.Hold())
        {
            due = _toCancel;
            _toCancel = null;
        }

        if (due is not null)
        {
            // Each for itself: what is registered with one may block, and the others are not to wait for it.
            due.ForEach(tokens => RunCancellation(tokens, userCancelled));
        }
    }

    /// <summary>Lets go of what the sources hold, unless a callback still runs.</summary>
    public void Close()
    {
        using (_lock.Hold())
        {
            _closed = true;
            _user.DisposeIfIdle();
            _woven.DisposeIfIdle();
            _locked.DisposeIfIdle();
            _cleanup.DisposeIfIdle();
            _handler.DisposeIfIdle();
            _letGo.DisposeIfIdle();
            _letGoInShield.DisposeIfIdle();
        }
    }

    private CancellationToken Get(ref Source source)
    {
        using (_lock.Hold())
        {
            if (source.Tokens is not null)
            {
                return source.Token;
            }

            source.Tokens = new CancellationTokenSource();
            source.Token = source.Tokens.Token;
            if (source.Cancelled)
            {
                // A token of its own all the same, since what ends by it is told by which one it is. Nothing is registered with it yet.
                source.Tokens.Cancel();
            }

            return source.Token;
        }
    }

    private bool Cancel(ref Source source)
    {
        using (_lock.Hold())
        {
            if (source.Cancelled)
            {
                return false;
            }

            source.Cancelled = true;
            if (source.Tokens is not { } tokens || _closed)
            {
                return false;
            }

            (_toCancel ??= []).Add(tokens);
            return true;
        }
    }

    private void RunCancellation(CancellationTokenSource tokens, Action userCancelled) => OwnThreads.Run(() =>
    {
        CancelNow(tokens);
        if (ReferenceEquals(tokens, _user.Tokens))
        {
            userCancelled();
        }
    });

    private void CancelNow(CancellationTokenSource tokens)
    {
        try
        {
            tokens.Cancel();
        }
        catch (AggregateException exception)
        {
            var failures = exception.InnerExceptions
                .Select(static inner => $"A cancellation callback threw {inner.GetType().Name}: {ExceptionText.MessageOf(inner)}")
                .ToList();
            using (_lock.Hold())
            {
                CallbackFailures = [.. CallbackFailures, .. failures];
            }
        }
        catch (ObjectDisposedException)
        {
            // The scope closed first: nobody is left to be told.
        }
    }

    private struct Source
    {
        public CancellationTokenSource? Tokens;
        public CancellationToken Token;
        public bool Cancelled;

        public readonly void DisposeIfIdle()
        {
            if (!Cancelled)
            {
                Tokens?.Dispose();
            }
        }
    }
}
