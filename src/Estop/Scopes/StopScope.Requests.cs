using Estop.Runtime;

namespace Estop;

/// <content>Who asks for a stop.</content>
public sealed partial class StopScope
{
    /// <summary>
    /// Stops the scope, and returns when no code of it executes any more or the deadline has passed. Stops that meet
    /// share one ladder: of the strictest mode, the earliest deadline, and the first one's words. A scope that has ended
    /// answers at once. The scopes that code of this one has made are stopped with it, each with a receipt of its own.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A time of <paramref name="request"/> is out of its range.</exception>
    public Task<StopReceipt> StopAsync(StopRequest request)
    {
        var receipt = Ask(request, out var ladder, out var inner);
        if (ladder is not null)
        {
            StopClock.Tick(ladder);
            StopInner(inner);
        }

        return receipt;
    }

    /// <summary>Stops the scope promptly. See <see cref="StopAsync(StopRequest)"/>.</summary>
    public Task<StopReceipt> StopAsync() => StopAsync(StopMode.Prompt);

    /// <summary>Stops the scope in the given mode. See <see cref="StopAsync(StopRequest)"/>.</summary>
    public Task<StopReceipt> StopAsync(StopMode mode) => StopAsync(new StopRequest { Mode = mode });

    /// <summary>
    /// Stops the scope as <see cref="StopAsync(StopRequest)"/> does, and blocks until the receipt is there. Where the caller has a
    /// thread to wait on, this is the quicker way: it looks itself whether the scope's thread is dead, and no other thread
    /// has to be woken. No code of the scope runs on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A time of <paramref name="request"/> is out of its range.</exception>
    /// <exception cref="ThreadInterruptedException">The calling thread was interrupted; the stop goes on.</exception>
    /// <exception cref="StopException">The calling code is stopped itself, while it waits; the other stop goes on.</exception>
    public StopReceipt Stop(StopRequest request)
    {
        if (ScopeThread.Current is { Scope: not null })
        {
            // The calling code can be stopped too, and waits in the way of woven code.
            var awaiter = StopAsync(request).GetAwaiter();
            return AwaiterWaits.GetResult(ref awaiter);
        }

        var receipt = Ask(request, out var ladder, out var inner);
        if (ladder is not null)
        {
            var next = Advance(ladder, out var leaving);
            StopInner(inner);
            if (next is { } patience)
            {
                ThreadReaper.AwaitHere(leaving, ladder, patience);
            }
        }

        return receipt.GetAwaiter().GetResult();
    }

    /// <summary>Stops the scope promptly, and blocks until the receipt is there. See <see cref="Stop(StopRequest)"/>.</summary>
    public StopReceipt Stop() => Stop(StopMode.Prompt);

    /// <summary>Stops the scope in the given mode, and blocks until the receipt is there. See <see cref="Stop(StopRequest)"/>.</summary>
    public StopReceipt Stop(StopMode mode) => Stop(new StopRequest { Mode = mode });

    /// <summary>Stops the scope promptly.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(StopMode.Prompt).ConfigureAwait(false);

    /// <summary>
    /// Has a ladder for what is asked, which the caller then has to set going; null where the scope has ended. Returns the
    /// receipt to come.
    /// </summary>
    private Task<StopReceipt> Ask(StopRequest request, out StopLadder? ladder, out StopScope[] inner)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        using (_lock.Hold())
        {
            if (_end is not null)
            {
                (ladder, inner) = (null, []);
                return _ladder is { IsAbandoned: false } ? _ladder.Receipt : AlreadyEnded_NeedsLock(request);
            }

            if (_ladder is null or { IsAbandoned: true })
            {
                _ladder?.AnswerAbandoned_NeedsLock();
                _ladder = new StopLadder(this, request);
                _somethingToStop |= _members.Execute || _members.Queued > 0;
            }
            else
            {
                _ladder.Join_NeedsLock(request);
            }

            ladder = _ladder;
            _pause?.Ended_NeedsLock();
            _innerStop = ForInner(request with { Mode = ladder.Mode });
            TakeUnshieldedInner_NeedsLock();
            inner = [.. _members.Inner];
            return ladder.Receipt;
        }
    }

    private Task<StopReceipt> AlreadyEnded_NeedsLock(StopRequest request)
    {
        var ladder = new StopLadder(this, request);
        ladder.Complete_NeedsLock(_end!, Proof_NeedsLock(), Evidence, []);
        return ladder.Receipt;
    }
}
