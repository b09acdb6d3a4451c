using System.Diagnostics;
using Estop.Runtime;

namespace Estop;

/// <summary>
/// A declared region that a stop does not cut short, for at most a budget of its own: for what has to be done as a whole.
/// Neither is a pause held in it.
/// </summary>
/// <example>
/// <code>using (StopShield.Enter("commit")) { await SaveAsync(); await PublishAsync(); }</code>
/// </example>
/// <remarks>
/// It flows with the execution context, as awaits do. What is handed to threads and tasks in it is shielded as well.
/// </remarks>
public sealed class StopShield : IDisposable
{
    private static readonly AsyncLocal<StopShield?> Ambient = new();
    private static readonly StopShield Nothing = new("nothing", TimeSpan.Zero, null, null) { _isOver = true };

    // So that code without declared shields does not pay for looking after them.
    private static volatile bool EverUsed;

    private readonly StopScope? _scope;
    private readonly StopShield? _outer;
    private readonly TimeSpan _budget;
    private readonly long _entered = Stopwatch.GetTimestamp();
    private volatile bool _isOver;

    private StopShield(string name, TimeSpan budget, StopScope? scope, StopShield? outer)
    {
        Name = name;
        _budget = budget;
        _scope = scope;
        _outer = outer;
    }

    /// <summary>The shield's name, for the receipt of a stop that breaks it.</summary>
    public string Name { get; }

    /// <summary>What is called in it awaits with this. Under the lock of the scope's tokens.</summary>
    internal ShieldTokens Tokens { get; } = new();

    /// <summary>What awaits in it an operation that may be let go of does so with this. Under the same lock.</summary>
    internal ShieldTokens LetGo { get; } = new();

    internal bool IsOver => _isOver;

    /// <summary>The innermost shield around it that is not over; null if there is none.</summary>
    internal StopShield? Around
    {
        get
        {
            var around = _outer;
            while (around is { _isOver: true })
            {
                around = around._outer;
            }

            return around;
        }
    }

    /// <summary>
    /// Enters a shield, which lasts until the returned value is disposed. Outside of any scope it does nothing.
    /// </summary>
    /// <param name="name">What it protects, for the receipt of a stop that breaks it.</param>
    /// <param name="budget">
    /// How long it may hold a stop back, from the moment both have begun; past it, waits and loops in it end. Null takes
    /// <see cref="LadderOptions.CleanupBudget"/>. Range: 0 to 1 day. <see cref="StopMode.Kill"/> takes 0.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The budget is out of its range.</exception>
    /// <exception cref="StopException">The scope is being stopped already, and nothing has been begun.</exception>
    public static StopShield Enter(string name, TimeSpan? budget = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Durations.Require(budget, TimeSpan.Zero, nameof(budget));
        if (ScopeThread.InOwnScope() is not { Scope: { } scope } thread)
        {
            return Nothing;
        }

        Safepoint.Check();
        EverUsed = true;
        var shield = new StopShield(name, budget ?? scope.LadderOptions.CleanupBudget, scope, CurrentOf(scope));
        scope.ShieldEntered(shield);
        Ambient.Value = shield;
        thread.Declared = shield;
        if (Volatile.Read(ref SafepointWord.Stopping) != 0)
        {
            // An interrupt meant for the code before must not land in here.
            thread.DrainInterrupt();
        }

        return shield;
    }

    /// <summary>Leaves the shield.</summary>
    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        _scope!.ShieldLeft(this);
        if (ScopeThread.Current is { } thread && ReferenceEquals(thread.Scope, _scope))
        {
            Ambient.Value = CurrentOf(_scope);
            thread.Declared = CurrentOf(_scope);
            if (!thread.IsShielded && Volatile.Read(ref SafepointWord.Stopping) != 0 && _scope.IsWatched)
            {
                _scope.ThreadReturned(thread);
            }
        }
    }

    /// <summary>The innermost shield that the calling code is in on behalf of <paramref name="scope"/>; null when in none.</summary>
    internal static StopShield? CurrentOf(StopScope scope)
    {
        if (!EverUsed)
        {
            return null;
        }

        var shield = Ambient.Value;
        while (shield is not null && (shield._isOver || !ReferenceEquals(shield._scope, scope)))
        {
            shield = shield._outer;
        }

        return shield;
    }

    /// <summary>
    /// Whether it, or one around it, holds back a stop that is due since <paramref name="due"/>, or did so less than
    /// <paramref name="patience"/> ago.
    /// </summary>
    internal bool Holds(long due, TimeSpan patience) =>
        (!_isOver && Stopwatch.GetElapsedTime(Math.Max(_entered, due)) < _budget + patience) || _outer?.Holds(due, patience) == true;
}
