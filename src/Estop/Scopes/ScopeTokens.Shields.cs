namespace Estop;

/// <content>The tokens of declared shields, cancelled when the shield is broken.</content>
internal sealed partial class ScopeTokens
{
    // What was called in shields that were left since, and may be awaited still: it is as all else.
    private WeakSources? _left;
    private WeakSources? _leftLetGo;
    private HashSet<StopShield>? _shields;

    /// <summary>Whether code is in a declared shield, for all that is known without a lock.</summary>
    public bool HasShields => Volatile.Read(ref _shields) is { Count: > 0 };

    /// <summary>Code of the scope is in <paramref name="shield"/> from now on.</summary>
    public void Add(StopShield shield)
    {
        using (_lock.Hold())
        {
            (_shields ??= []).Add(shield);
        }
    }

    /// <summary>Whether one of the shields that code of the scope is in <paramref name="holds"/>.</summary>
    public bool AnyShield(Predicate<StopShield> holds)
    {
        using (_lock.Hold())
        {
            return _shields?.Any(shield => holds(shield)) == true;
        }
    }

    /// <summary>The token for what is called in a declared shield. That of what is in none, if the shield is over.</summary>
    public CancellationToken OfShield(StopShield shield)
    {
        using (_lock.Hold())
        {
            return shield.IsOver ? Woven : shield.Tokens.Token;
        }
    }

    /// <summary>The same for awaits of operations that may be let go of.</summary>
    public CancellationToken LetGoOfShield(StopShield shield)
    {
        using (_lock.Hold())
        {
            return shield.IsOver ? LetGo : shield.LetGo.Token;
        }
    }

    /// <summary>Cancels the tokens of the declared shields that are broken. Returns the name of one; null if there is none.</summary>
    public string? CancelShields(Predicate<StopShield> isBroken) => CancelShields(isBroken, static shield => shield.Tokens);

    /// <summary>Cancels the tokens of what may be let go of in the declared shields that are broken.</summary>
    public void CancelLetGoOfShields(Predicate<StopShield> isBroken) => CancelShields(isBroken, static shield => shield.LetGo);

    /// <summary>Code of the scope has left <paramref name="shield"/>.</summary>
    public void Forget(StopShield shield)
    {
        using (_lock.Hold())
        {
            if (_shields?.Remove(shield) != true)
            {
                return;
            }

            if (shield.Around is { } outer)
            {
                outer.Tokens.TakeOver(shield.Tokens);
                outer.LetGo.TakeOver(shield.LetGo);
                return;
            }

            Leave(shield.Tokens, _woven.Cancelled, ref _left);
            Leave(shield.LetGo, _letGo.Cancelled, ref _leftLetGo);
        }
    }

    private string? CancelShields(Predicate<StopShield> isBroken, Func<StopShield, ShieldTokens> tokensOf)
    {
        using (_lock.Hold())
        {
            if (_closed || _shields is not { Count: > 0 })
            {
                return null;
            }

            string? name = null;
            foreach (var shield in _shields.Where(shield => !shield.IsOver && isBroken(shield)))
            {
                if (tokensOf(shield).Live is { Count: > 0 } live)
                {
                    (_toCancel ??= []).AddRange(live);
                    name ??= shield.Name;
                }
            }

            return name;
        }
    }

    private void Leave(ShieldTokens tokens, bool cancels, ref WeakSources? left)
    {
        foreach (var source in tokens.Live)
        {
            if (cancels)
            {
                (_toCancel ??= []).Add(source);
            }
            else
            {
                (left ??= new WeakSources()).Add(source);
            }
        }
    }

    private void CancelLeft(WeakSources? left)
    {
        foreach (var source in left?.Live ?? [])
        {
            (_toCancel ??= []).Add(source);
        }
    }
}
