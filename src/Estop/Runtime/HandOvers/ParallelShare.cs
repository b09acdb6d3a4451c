using System.Runtime.ExceptionServices;

namespace Estop.Runtime;

/// <summary>What one call of the framework does on several threads for code of a scope.</summary>
internal sealed class ParallelShare
{
    private readonly StopScope _scope;
    private readonly ScopeThread _caller;
    private readonly bool _isCleanup;

    private ParallelShare(StopScope scope, ScopeThread caller)
    {
        _scope = scope;
        _caller = caller;
        _isCleanup = caller.Shields > 0;
    }

    /// <summary>Null where the calling code is of no scope, and all is done as ever.</summary>
    public static ParallelShare? Create() =>
        Carried.Scope is { } scope && ScopeThread.InOwnScope() is { } caller ? new ParallelShare(scope, caller) : null;

    /// <summary>
    /// The call itself, on the calling thread. It waits for the other threads, which end by themselves: an interrupt would
    /// only make it leave before them.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public TResult Call<TResult>(Func<TResult> call)
    {
        Safepoint.Check();
        ExceptionDispatchInfo failure;
        _caller.TryArm(ArmedWait.SelfEnding);
        try
        {
            return call();
        }
        catch (Exception exception) when (_scope.IsStopDue)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _caller.Disarm();
        }

        Safepoint.Check();
        failure.Throw();
        throw failure.SourceException;
    }

    /// <summary>
    /// A thread, the calling one among them, begins with its share. One that the pool comes to late may find that the scope is over.
    /// </summary>
    /// <exception cref="StopException">The scope is closed.</exception>
    public ScopeVisit Enter()
    {
        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(_scope);
        try
        {
            // Inside, where the scope is not closed any more before the thread has left.
            _scope.Admit();
        }
        catch
        {
            thread.Leave(visit);
            throw;
        }

        if (_isCleanup && !ReferenceEquals(thread, _caller))
        {
            thread.Shields = ShieldDepth.Deeper(thread.Shields, swallowingHandler: false);
        }

        return visit;
    }

    /// <summary>The same, with what the user's code begins with.</summary>
    public Func<(ScopeVisit Visit, TLocal Local)> Entering<TLocal>(Func<TLocal> begin) => () =>
    {
        var visit = Enter();
        try
        {
            return (visit, begin());
        }
        catch
        {
            Leave(visit);
            throw;
        }
    };

    /// <summary>A thread is done with its share.</summary>
    public void Leave(ScopeVisit visit) => visit.Thread?.Leave(visit);

    /// <summary>The same, with what the user's code ends with.</summary>
    public Action<(ScopeVisit Visit, TLocal Local)> Leaving<TLocal>(Action<TLocal> end) => share =>
    {
        try
        {
            end(share.Local);
        }
        finally
        {
            Leave(share.Visit);
        }
    };

    /// <summary>A share of one action.</summary>
    public void Run(Action action) => Run(action, static action =>
    {
        action();
        return true;
    });

    /// <summary>A share of one call.</summary>
    public TResult Run<TState, TResult>(TState state, Func<TState, TResult> call)
    {
        var visit = Enter();
        try
        {
            Safepoint.Poll();
            return call(state);
        }
        finally
        {
            Leave(visit);
        }
    }
}
