using System.Diagnostics;

namespace Estop;

/// <content>How interrupts and signals get to the thread, and how none is left where it is not meant to be.</content>
internal sealed partial class ScopeThread
{
    // Longer than a thread that comes out by itself is in one system call, also when its processor is taken away meanwhile.
    private static readonly long StuckTicks = Stopwatch.Frequency * 20 / 1000;

    // The runtime brings an abort to code that computes in some ten milliseconds.
    private static readonly long AbortTicks = Stopwatch.Frequency / 10;

    private volatile InterruptState _interrupt;
    private bool _endsUnwovenWait;
    private string? _systemCall;
    private long _inSystemCallSince;

    /// <summary>
    /// The furthest rung beyond <see cref="Rung.Safepoint"/> that was seen to end something the thread was in since it entered
    /// <see cref="Scope"/>: an interrupt that was thrown, a signal that met a system call in which the thread was stuck. Null
    /// if none did. What only met a thread on its way out counts for nothing.
    /// </summary>
    public Rung? EndedBy { get; private set; }

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
                _endsUnwovenWait = true;
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
        // One that goes from call to call is not stuck, but may be in a loop of them. Of another the next ticks tell.
        var before = _systemCall;
        var isInOne = LookAtSystemCall();
        var stuck = Stopwatch.GetTimestamp() - _inSystemCallSince >= StuckTicks;
        var loops = before is not null && before != _systemCall;
        if (!isInOne || !(stuck || loops) || !WakeSignal.Reaches(OsId))
        {
            return false;
        }

        _gate.Enter();
        var meant = _armed == ArmedWait.None;
        if (meant)
        {
            // As above.
            var interrupt = _interrupt;
            _interrupt = InterruptState.BeingSent;
            Interlocked.MemoryBarrierProcessWide();
            meant = Volatile.Read(ref _inRuntime) == 0 && ReferenceEquals(Scope, scope) && scope.IsDueOn(this) &&
                (Thread.ThreadState & System.Threading.ThreadState.WaitSleepJoin) == 0;
            if (meant)
            {
                // Before, so that the thread finds it when it comes out.
                EndedBy = stuck ? Rung.Signal : EndedBy;
                meant = WakeSignal.TrySend(OsId);
            }

            _interrupt = meant && interrupt == InterruptState.None ? InterruptState.Signalled : interrupt;
        }

        _gate.Exit();
        return meant;
    }

    /// <summary>
    /// The Abort rung. Returns what is to be carried, on another thread: it takes until the code has come out. Null where it does not
    /// reach the thread, or was sent before.
    /// </summary>
    public AbortRegion? BeginAbort(StopScope scope)
    {
        if (Abort is not { IsSent: false } region)
        {
            return null;
        }

        _gate.Enter();

        // As above. A thread that goes into code of Estop's own now waits there for the abort, and holds no lock meanwhile.
        var interrupt = _interrupt;
        _interrupt = InterruptState.Aborted;
        Interlocked.MemoryBarrierProcessWide();
        var meant = Volatile.Read(ref _inRuntime) == 0 && ReferenceEquals(Abort, region) && scope.IsDueOn(this);
        if (meant)
        {
            region.Begin();
        }
        else
        {
            _interrupt = interrupt;
        }

        _gate.Exit();
        return meant ? region : null;
    }

    /// <summary>The thread leaves <paramref name="region"/>.</summary>
    public void AbortRegionLeft(AbortRegion region)
    {
        Abort = null;
        if (region.IsSent)
        {
            _gate.Enter();
            _interrupt = InterruptState.None;
            _gate.Exit();
            if (region.IsHit)
            {
                EndedBy = Rung.Abort;
            }
        }
    }

    /// <summary>
    /// Remembers since when the thread is in its system call, unless that is a woven wait's; whether it is in one. Called by
    /// the ladder before it may be time for a signal.
    /// </summary>
    public bool LookAtSystemCall()
    {
        var call = _armed == ArmedWait.None ? OsThread.StayInSystemCall(OsId) : null;
        if (call != _systemCall)
        {
            _systemCall = call;
            _inSystemCallSince = Stopwatch.GetTimestamp();
        }

        return call is not null;
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
        var endsUnwovenWait = _endsUnwovenWait;
        _interrupt = InterruptState.None;
        _endsUnwovenWait = false;
        _gate.Exit();
        if (state == InterruptState.Aborted && Abort is { IsHit: false })
        {
            AwaitAbort();
        }
        else if (state == InterruptState.Signalled)
        {
            // A signal is delivered at the end of the next system call at the latest, whichever that is.
            Thread.Yield();
        }
        else if (state == InterruptState.Sent && !ConsumeInterrupt() && endsUnwovenWait)
        {
            EndedBy ??= Rung.Interrupt;
        }
    }

    /// <summary>
    /// Lets the abort come, for a time: it does not in a <c>finally</c> block, nor in a handler that has caught it.
    /// </summary>
    private static void AwaitAbort()
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() - began < AbortTicks)
        {
            Thread.Yield();
        }
    }

    /// <summary>Whether there was one: it has not been thrown before.</summary>
    private static bool ConsumeInterrupt()
    {
        for (var pending = false; ; pending = true)
        {
            try
            {
                // The one call that is known to consume a pending interrupt without waiting. When it throws, the call that
                // the runtime has queued to the thread beside the interrupt may be left: that would end a later wait early, as
                // if its time were over. When it does not throw, neither is left.
#pragma warning disable RS0030
                Thread.Sleep(0);
#pragma warning restore RS0030
                return pending;
            }
            catch (ThreadInterruptedException)
            {
                // That is what it was called for. No wait had ended by it.
            }
        }
    }
}
