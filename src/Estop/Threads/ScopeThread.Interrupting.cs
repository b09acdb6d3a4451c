namespace Estop;

/// <content>How interrupts and signals get to the thread, and how none is left where it is not meant to be.</content>
internal sealed partial class ScopeThread
{
    private volatile InterruptState _interrupt;

    /// <summary>The Interrupt rung: interrupts a dedicated thread that waits in code that is not woven.</summary>
    public void InterruptUnwovenWait(StopScope scope)
    {
        _gate.Enter();
        if (IsDedicated && _armed == ArmedWait.None && _interrupt is InterruptState.None or InterruptState.Signalled)
        {
            // The thread writes where it goes (into the runtime, a shield, a wait), then reads _interrupt; here it is
            // the other way round, with a barrier on both sides. So one of the two sees the other, and no interrupt
            // lands where it is not meant to.
            var before = _interrupt;
            _interrupt = InterruptState.BeingSent;
            Interlocked.MemoryBarrierProcessWide();
            var meant = Volatile.Read(ref _inRuntime) == 0 && ReferenceEquals(Scope, scope) && scope.IsDueOn(this) &&
                (Thread.ThreadState & System.Threading.ThreadState.WaitSleepJoin) != 0;
            if (meant)
            {
                WasInterrupted = true;
                Thread.Interrupt();
            }

            _interrupt = meant ? InterruptState.Sent : before;
        }

        _gate.Exit();
    }

    /// <summary>
    /// The Signal rung: ends the system call that the thread is in, unless that is a managed wait's or woven. Returns whether
    /// a signal was sent. A thread that is met here cannot exit before this has returned.
    /// </summary>
    public bool SignalSystemCall(StopScope scope)
    {
        if (_armed != ArmedWait.None || !OsThread.IsInSystemCall(OsId) || !WakeSignal.Reaches(OsId))
        {
            return false;
        }

        _gate.Enter();
        var meant = _armed == ArmedWait.None;
        if (meant)
        {
            // As above.
            var before = _interrupt;
            _interrupt = InterruptState.BeingSent;
            Interlocked.MemoryBarrierProcessWide();
            meant = Volatile.Read(ref _inRuntime) == 0 && ReferenceEquals(Scope, scope) && scope.IsDueOn(this) &&
                (Thread.ThreadState & System.Threading.ThreadState.WaitSleepJoin) == 0;
            if (meant)
            {
                // Before, so that the thread finds it when it comes out.
                WasSignalled = true;
                meant = WakeSignal.TrySend(OsId);
            }

            _interrupt = meant && before == InterruptState.None ? InterruptState.Signalled : before;
        }

        _gate.Exit();
        return meant;
    }

    /// <summary>
    /// Whether a <see cref="ThreadInterruptedException"/> that arrived in an armed wait was Estop's. <see cref="Disarm"/>
    /// forgets it: until then another may have been sent.
    /// </summary>
    public bool IsInterrupted
    {
        get
        {
            _gate.Enter();
            var interrupted = _interrupt == InterruptState.Sent;
            _gate.Exit();
            return interrupted;
        }
    }

    /// <summary>Consumes interrupts that were sent to the code before, and are not to land in what comes.</summary>
    public void DrainInterrupt()
    {
        if (_interrupt == InterruptState.None)
        {
            return;
        }

        // Interrupts are sent under the gate: what is forgotten here has been sent, and what is sent later is not forgotten.
        _gate.Enter();
        var state = _interrupt;
        _interrupt = InterruptState.None;
        _gate.Exit();
        if (state == InterruptState.Signalled)
        {
            // A signal is delivered at the end of the next system call at the latest, whichever that is.
            Thread.Yield();
        }
        else if (state == InterruptState.Sent)
        {
            ConsumeInterrupt();
        }
    }

    private void ConsumeInterrupt()
    {
        while (true)
        {
            try
            {
                // The one call that is known to consume a pending interrupt without waiting. When it throws, the call that
                // the runtime has queued to the thread beside the interrupt may be left: that would end a later wait early, as
                // if its time were over. When it does not throw, neither is left.
#pragma warning disable RS0030
                Thread.Sleep(0);
#pragma warning restore RS0030
                return;
            }
            catch (ThreadInterruptedException)
            {
                // That is what it was called for. No wait had ended by it.
                WasInterrupted = false;
            }
        }
    }
}
