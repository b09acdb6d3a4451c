namespace Estop;

/// <content>Scopes that code of this one has made.</content>
public sealed partial class StopScope
{
    private StopScope? _outer;
    private CancellationTokenRegistration _outerShield;
    private MakersShields? _makersShields;
    private StopRequest? _innerStop;

    /// <summary>
    /// The scope whose code has made this one: its stop and its pause are this one's, too, and it is over no sooner. Null where
    /// there is none, or the flow of the execution context was suppressed.
    /// </summary>
    public StopScope? Outer => _outer;

    /// <summary>Whether code of this scope can have made <paramref name="scope"/>, or one around that can.</summary>
    internal bool IsInside(StopScope scope) => ReferenceEquals(this, scope) || _outer?.IsInside(scope) == true;

    /// <param name="options">What the user wants of it.</param>
    /// <param name="bodyWaits">Whether the body begins when the pool comes to it, and is not there before.</param>
    private static StopScope Create(StopScopeOptions? options, bool bodyWaits = false)
    {
        var scope = new StopScope(options) { _bodyWaits = bodyWaits };
        if (Runtime.Carried.Scope is { } outer)
        {
            Runtime.Safepoint.Check();
            scope.Nest(outer);
        }

        scope.Limit(ScopeLimits.Create(scope, scope._options));
        return scope;
    }

    private void Limit(ScopeLimits? limits)
    {
        if (limits is not null)
        {
            using (_lock.Hold())
            {
                _limits = limits;
                if (_end is not null)
                {
                    // A stop of the scope around it was faster.
                    limits.End();
                }
            }
        }
    }

    /// <summary>Nobody knows of this scope yet.</summary>
    private void Nest(StopScope outer)
    {
        var thread = ScopeThread.InOwnScope();
        if (thread is { IsShielded: true })
        {
            // Made by what a shield protects, it is protected for as long.
            var token = outer.WovenToken(thread);
            _makersShields = new MakersShields(thread);
            if (outer.TryAddInner(this, shielded: true, out _))
            {
                _outerShield = token.UnsafeRegister(
                    static inner => _ = ((StopScope)inner!).StopAsync(
                        new StopRequest { Reason = "The shield in which the scope was made is broken." }),
                    this);
                return;
            }
        }

        if (!outer.TryAddInner(this, shielded: false, out var stop))
        {
            // It is stopped before its first instruction, as all that a closed scope starts.
            stop = new StopRequest { Reason = $"The scope '{outer.Name}' around it is over." };
        }

        if (stop is not null)
        {
            _ = StopAsync(stop);
        }
    }

    /// <summary>False if this scope is over. A stop that is under way is <paramref name="inner"/>'s, too.</summary>
    private bool TryAddInner(StopScope inner, bool shielded, out StopRequest? stop)
    {
        using (_lock.Hold())
        {
            stop = null;
            if (_end is not null)
            {
                return false;
            }

            inner._outer = this;
            _members.Running++;
            if (shielded)
            {
                _members.ShieldedInner.Add(inner);
            }
            else
            {
                _members.Inner.Add(inner);
                stop = _innerStop;
                if (IsPauseDue)
                {
                    inner.BeginPaused();
                }
            }

            return true;
        }
    }

    /// <summary>
    /// Those whose maker has left its shields are as all others from now on. Returns them; null if there are none.
    /// </summary>
    private List<StopScope>? TakeUnshieldedInner_NeedsLock()
    {
        if (_members.ShieldedInner.Count == 0)
        {
            return null;
        }

        var unshielded = _members.ShieldedInner.Where(static inner => inner._makersShields!.HaveEnded).ToList();
        foreach (var inner in unshielded)
        {
            _members.ShieldedInner.Remove(inner);
            _members.Inner.Add(inner);
            inner._outerShield.Unregister();
        }

        return unshielded;
    }

    private void InnerEnded_NeedsInnersLock(StopScope inner)
    {
        // From the inside outwards: nobody who holds the lock of a scope asks for that of one inside it.
        using (_lock.Hold())
        {
            _ = _members.Inner.Remove(inner) || _members.ShieldedInner.Remove(inner);
            _members.Running--;
            _cpuOfThreadsThatLeft += inner._cpuOfThreadsThatLeft;
            _pause?.LookAgain_NeedsLock();
            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>What a stop of this scope is for those inside it.</summary>
    private StopRequest ForInner(StopRequest request) => request with
    {
        Grace = request.Mode == StopMode.Graceful ? request.Grace ?? LadderOptions.Grace : null,
        Deadline = request.Deadline ?? LadderOptions.Deadline,
        Reason = request.Reason ?? $"The scope '{Name}' around it is being stopped.",
    };

    private void StopInner(IEnumerable<StopScope> inner)
    {
        foreach (var scope in inner)
        {
            _ = scope.StopAsync(_innerStop!);
        }
    }
}
