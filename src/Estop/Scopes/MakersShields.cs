namespace Estop;

/// <summary>The shields that code was in when it made a scope, which is protected for as long as they last.</summary>
internal sealed class MakersShields
{
    private readonly StopScope _scope;
    private readonly ScopeThread? _thread;
    private readonly int _shields;
    private readonly int _locks;
    private readonly StopShield? _declared;
    private readonly AwaitingShield? _awaiting;

    /// <param name="thread">The calling thread, which is shielded on behalf of the scope that it is in.</param>
    public MakersShields(ScopeThread thread)
    {
        _scope = thread.Scope!;
        _declared = thread.Declared;
        _awaiting = AwaitingShield.Current;
        _shields = ShieldDepth.CountOf(thread.Shields);
        _locks = thread.Locks;

        // What awaits goes on elsewhere, and the shields of the thread are then those of others.
        _thread = _locks != 0 || _shields > AwaitingShield.DepthOf(_awaiting) ? thread : null;
    }

    /// <summary>Whether they have. The thread may be in others by now: then they end with those, for all that is known.</summary>
    public bool HaveEnded =>
        _declared is not { IsOver: false } && _declared?.Around is null && _awaiting is not { IsOver: false } && ThreadHasLeft;

    private bool ThreadHasLeft =>
        _thread is not { Scope: { } scope } thread
        || (ReferenceEquals(scope, _scope)
            ? ShieldDepth.CountOf(thread.Shields) < _shields || thread.Locks < _locks
            : !scope.IsInside(_scope));
}
