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
        if (!_scope.IsPauseDue || _isCleanup)
        {
            Run(state, code);
        }
        else if (Interlocked.Exchange(ref _isHeld, 1) == 0)
        {
            var context = ExecutionContext.Capture();
            if (!_scope.TryHold(() =>
            {
                Volatile.Write(ref _isHeld, 0);
                HandedOver.RunIn(context, () => Run(state, code));
            }))
            {
                Volatile.Write(ref _isHeld, 0);
                Run(state, code);
            }
        }
    }

    /// <summary>The call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<TState>(TState state, Action<TState> code)
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
            code(state);
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

    /// <summary>Has <paramref name="end"/> called on <paramref name="source"/> when the scope is over, if it lives.</summary>
    public T EndWithScope<T>(T source, Action<T> end)
        where T : class
    {
        _scope.AtEnd(source, end);
        return source;
    }
}
