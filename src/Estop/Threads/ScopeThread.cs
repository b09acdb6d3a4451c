using Estop.Runtime;

namespace Estop;

/// <summary>
/// What Estop knows of one thread: the scope whose stop root is innermost on its stack, how deep it is in shields, and
/// the wait it is in. One for each thread that ever entered a scope.
/// </summary>
/// <remarks>
/// Fields without a lock are written by the thread itself. The ladder reads them while the thread is in an armed wait,
/// or takes what it reads as a hint that its next tick corrects.
/// </remarks>
internal sealed class ScopeThread
{
    [ThreadStatic]
    private static ScopeThread? _current;

    private readonly Lock _gate = new();
    private readonly Thread _thread = Thread.CurrentThread;
    private readonly ManualResetEventSlim _wake = new(false, spinCount: 0);
    private WakeHandle? _wakeHandle;
    private ArmedWait _armed;
    private volatile bool _interruptSent;

    private ScopeThread()
    {
    }

    /// <summary>The calling thread's record; null if it never entered a scope.</summary>
    public static ScopeThread? Current => _current;

    /// <summary>The operating system's id of the thread; 0 where it gives none.</summary>
    public int OsId { get; } = OsThread.CurrentId;

    /// <summary>The scope of the innermost stop root on this thread's stack; null when there is none.</summary>
    public StopScope? Scope { get; private set; }

    /// <summary>Whether the thread was started for <see cref="Scope"/> and ends with its stay in it.</summary>
    public bool IsDedicated { get; private set; }

    /// <summary>The shields the thread is in. See <see cref="ShieldDepth"/>.</summary>
    public int Shields;

    /// <summary>When the innermost handler was entered, as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</summary>
    public long HandlerEntered;

    /// <summary>When the thread was first seen in a shield while its stop was due; 0 if it was not.</summary>
    public long CleanupSeen;

    /// <summary>Whether the thread has answered to what <see cref="Scope"/> wants. Under the scope's lock.</summary>
    public bool Acknowledged;

    /// <summary>The calling thread's record, made if need be.</summary>
    public static ScopeThread Ensure() => _current ??= new ScopeThread();

    /// <summary>
    /// The calling thread's record, if it executes on behalf of the scope whose stop root is innermost on its stack:
    /// only there may a stop be thrown.
    /// </summary>
    public static ScopeThread? InOwnScope() =>
        _current is { Scope: { } scope } thread && ReferenceEquals(Ambient.Scope, scope) ? thread : null;

    /// <summary>Puts a stop root of <paramref name="scope"/> on this thread's stack.</summary>
    public ScopeVisit Enter(StopScope scope, bool dedicated = false)
    {
        var visit = new ScopeVisit(this, scope, Scope, IsDedicated, Shields, HandlerEntered, CleanupSeen, TakeArmed());
        if (!ReferenceEquals(Scope, scope))
        {
            Scope = scope;
            IsDedicated = dedicated;
            Shields = 0;
            HandlerEntered = 0;
            CleanupSeen = 0;
            scope.ThreadEntered(this);
        }

        return visit;
    }

    /// <summary>Takes the stop root off again, and puts back what was there before.</summary>
    public void Leave(in ScopeVisit visit)
    {
        DrainInterrupt();
        Shields = visit.Shields;
        HandlerEntered = visit.HandlerEntered;
        if (!ReferenceEquals(visit.Outer, visit.Scope))
        {
            if (IsDedicated)
            {
                _wakeHandle?.Dispose();
                _wakeHandle = null;
            }

            Scope = visit.Outer;
            IsDedicated = visit.OuterDedicated;
            CleanupSeen = visit.CleanupSeen;
            visit.Scope!.ThreadLeft(this);
            visit.Outer?.ThreadReturned(this);
        }

        Rearm(visit.Armed);
    }

    /// <summary>
    /// Lets <paramref name="timeout"/> pass. Ends early when a stop is due; in a handler that swallows also when the
    /// shield holds, since nothing is lost with a delay.
    /// </summary>
    public void Delay(TimeSpan timeout)
    {
        if (!TryArm(ArmedWait.Delay))
        {
            return;
        }

        try
        {
            _wake.Wait(timeout);
        }
        finally
        {
            Disarm();
        }
    }

    /// <summary>
    /// Waits until <paramref name="fileDescriptor"/> is ready for <paramref name="events"/> (true) or the time is over
    /// or a stop is due (false). Linux only.
    /// </summary>
    public bool WaitForFile(int fileDescriptor, short events, int timeoutMilliseconds)
    {
        var wake = _wakeHandle ??= WakeHandle.Create();
        if (!TryArm(ArmedWait.File))
        {
            return false;
        }

        try
        {
            return wake.Poll(fileDescriptor, events, timeoutMilliseconds);
        }
        finally
        {
            Disarm();
        }
    }

    /// <summary>
    /// Declares that the thread goes into a managed wait that <see cref="Thread.Interrupt"/> ends, and that it takes
    /// what is thrown. False if a stop is due, and there is nothing to wait for. True is answered with
    /// <see cref="Disarm"/>.
    /// </summary>
    public bool TryArm(ArmedWait wait)
    {
        lock (_gate)
        {
            DrainInterrupt_NeedsGate();
            if (EndsWait(wait))
            {
                return false;
            }

            _armed = wait;
            if (wait == ArmedWait.Delay)
            {
                _wake.Reset();
            }

            return true;
        }
    }

    /// <summary>The wait is over, whichever way; no interrupt meant for it is left.</summary>
    public void Disarm()
    {
        lock (_gate)
        {
            _armed = ArmedWait.None;
            DrainInterrupt_NeedsGate();
        }
    }

    /// <summary>Whether a <see cref="ThreadInterruptedException"/> that arrived was a stop of Estop's; if so it is consumed.</summary>
    public bool TakeInterrupt()
    {
        lock (_gate)
        {
            var sent = _interruptSent;
            _interruptSent = false;
            return sent;
        }
    }

    /// <summary>Ends the armed wait the thread is in, if a stop is due on it. Called by the ladder.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_armed == ArmedWait.None || !EndsWait(_armed))
            {
                return;
            }

            switch (_armed)
            {
                case ArmedWait.Delay:
                    _wake.Set();
                    break;
                case ArmedWait.File:
                    _wakeHandle!.Signal();
                    break;
                default:
                    _interruptSent = true;
                    _thread.Interrupt();
                    break;
            }
        }
    }

    /// <summary>
    /// The Interrupt rung: interrupts a dedicated thread that waits in code that is not woven. Returns whether it did.
    /// </summary>
    public bool InterruptUnwovenWait(StopScope scope)
    {
        lock (_gate)
        {
            if (!IsDedicated || _armed != ArmedWait.None || !ReferenceEquals(Scope, scope) ||
                (_thread.ThreadState & ThreadState.WaitSleepJoin) == 0)
            {
                return false;
            }

            // A thread that enters a shield writes Shields, then reads _interruptSent; here it is the other way round.
            // The barrier makes one of the two see the other, so that no interrupt lands in a shield.
            _interruptSent = true;
            Interlocked.MemoryBarrierProcessWide();
            if (!scope.IsDueOn(this))
            {
                _interruptSent = false;
                return false;
            }

            _thread.Interrupt();
            return true;
        }
    }

    /// <summary>Called on entry to a shield while some stop is due: an interrupt meant for the code before it ends here.</summary>
    public void DrainInterrupt()
    {
        if (_interruptSent)
        {
            lock (_gate)
            {
                DrainInterrupt_NeedsGate();
            }
        }
    }

    private void DrainInterrupt_NeedsGate()
    {
        if (!_interruptSent)
        {
            return;
        }

        _interruptSent = false;
        try
        {
            // The one call that is known to consume a pending interrupt without waiting.
#pragma warning disable RS0030
            Thread.Sleep(0);
#pragma warning restore RS0030
        }
        catch (ThreadInterruptedException)
        {
            // That is what it was called for.
        }
    }

    private bool EndsWait(ArmedWait wait) =>
        Scope is { IsStopDue: true } scope &&
        (scope.IsDueOn(this) || (wait == ArmedWait.Delay && ShieldDepth.IsSwallowingHandler(Shields)));

    private ArmedWait TakeArmed()
    {
        if (_armed == ArmedWait.None)
        {
            return ArmedWait.None;
        }

        lock (_gate)
        {
            var armed = _armed;
            _armed = ArmedWait.None;
            DrainInterrupt_NeedsGate();
            return armed;
        }
    }

    private void Rearm(ArmedWait wait)
    {
        if (wait != ArmedWait.None)
        {
            lock (_gate)
            {
                _armed = wait;
            }

            Wake();
        }
    }
}
