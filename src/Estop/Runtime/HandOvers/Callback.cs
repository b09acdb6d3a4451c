using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>
/// Code of a scope that something else calls, once or many times: a timer, an event, a token. Each call enters the scope,
/// which is not over before it has returned, and is refused once a stop is due. A stop ends with the call: nothing of it
/// gets into the process.
/// </summary>
internal sealed class Callback
{
    private readonly StopScope _scope;
    private readonly bool _isCleanup;
    private int _isHeld;

    private Callback(StopScope scope, bool isCleanup)
    {
        _scope = scope;
        _isCleanup = isCleanup || ScopeThread.Current is { Shields: > 0 } thread && ReferenceEquals(thread.Scope, scope);
    }

    /// <summary>
    /// A callback of the calling code's scope; null outside of any. One that <paramref name="isCleanup"/> is carried out
    /// also under a stop, shielded.
    /// </summary>
    public static Callback? Create(bool isCleanup = false) =>
        Carried.Scope is { } scope ? new Callback(scope, isCleanup) : null;

    /// <summary>
    /// The call, where nobody waits for it: one that comes while the scope is paused is made when that is over, and stands for
    /// those that come after it.
    /// </summary>
    public void RunUnlessPaused<TState>(TState state, Action<TState> code)
    {
        if (!TryHold(state, code))
        {
            Run(state, code, mayBeHeld: true);
        }
    }

    /// <summary>The call.</summary>
    public void Run<TState>(TState state, Action<TState> code) => Run(state, code, mayBeHeld: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Run<TState>(TState state, Action<TState> code, bool mayBeHeld)
    {
        if (!_scope.TryStartCallback(_isCleanup))
        {
            return;
        }

        var ambient = Ambient.Scope;
        if (!ReferenceEquals(ambient, _scope))
        {
            Ambient.Scope = _scope;
        }

        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(_scope);
        if (_isCleanup && _scope.IsStopDue)
        {
            thread.Shields = ShieldDepth.Deeper(thread.Shields, swallowingHandler: false);
        }

        try
        {
            // Asked again: a pause that comes from now on does not call the scope held before this thread has left it.
            if (!mayBeHeld || !TryHold(state, code))
            {
                code(state);
            }
        }
        catch (Exception exception) when (_scope.IsStopDue)
        {
            // Whoever calls knows nothing of scopes, and many end the process by what is thrown at them. On a thread of this
            // scope, the next safepoint throws again.
            _scope.MemberThrew(exception);
        }
        finally
        {
            thread.Leave(visit);
            if (!ReferenceEquals(ambient, _scope))
            {
                Ambient.Scope = ambient;
            }

            _scope.MemberEnded(started: true);
        }
    }

    /// <summary>
    /// Keeps the call until the pause is over, unless one is kept already. False if there is no pause, or the call is cleanup.
    /// </summary>
    private bool TryHold<TState>(TState state, Action<TState> code)
    {
        if (!_scope.IsPauseDue || _isCleanup)
        {
            return false;
        }

        if (Interlocked.Exchange(ref _isHeld, 1) != 0)
        {
            return true;
        }

        var context = ExecutionContext.Capture();
        if (_scope.TryHold(() =>
        {
            Volatile.Write(ref _isHeld, 0);
            HandedOver.RunIn(context, () => RunUnlessPaused(state, code));
        }))
        {
            return true;
        }

        Volatile.Write(ref _isHeld, 0);
        return false;
    }

    /// <summary>Has <paramref name="end"/> called on <paramref name="source"/> when the scope is over, if it lives.</summary>
    public T EndWithScope<T>(T source, Action<T> end)
        where T : class
    {
        _scope.AtEnd(source, end);
        return source;
    }
}
