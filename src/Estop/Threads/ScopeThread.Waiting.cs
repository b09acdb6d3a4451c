using System.Diagnostics;
using Estop.Runtime;

namespace Estop;

/// <content>The waits that the thread is in, and how they are ended.</content>
internal sealed partial class ScopeThread
{
    private readonly ManualResetEventSlim _wake = new(false, spinCount: 0);
    private WakeHandle? _wakeHandle;
    private volatile ArmedWait _armed;
    private bool _repeats;

    /// <summary>
    /// Whether the pause of its scope holds the thread, or the thread waits where no pause has to: it executes nothing, and is
    /// held when the wait is over. Asked of the pause first: a thread that a resumption has let go is still to unpark.
    /// </summary>
    public bool IsHeld => Scope is { IsPauseDue: true } && (IsParked || WaitsToBeHeld);

    private bool WaitsToBeHeld => CanPark && !IsShielded &&
        _armed is ArmedWait.Interruptible or ArmedWait.File or ArmedWait.SelfEnding;

    /// <summary>
    /// Lets <paramref name="timeout"/> pass. Ends early when a stop is due; in a handler that swallows also when the
    /// shield holds, since nothing is lost with a delay. Time in which a pause holds the thread does not count.
    /// </summary>
    public void Delay(TimeSpan timeout)
    {
        // Whole milliseconds, as the framework's sleep has them.
        var remaining = timeout == Timeout.InfiniteTimeSpan ? timeout : TimeSpan.FromMilliseconds((long)timeout.TotalMilliseconds);
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var timedOut = false;
            if (TryArm(ArmedWait.Delay))
            {
                try
                {
                    timedOut = !_wake.Wait(remaining);
                }
                finally
                {
                    Disarm();
                }
            }

            if (timeout != Timeout.InfiniteTimeSpan)
            {
                var left = remaining - Stopwatch.GetElapsedTime(started);
                // The event counts whole milliseconds, and what is left is not to be less than that.
                remaining = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(left.TotalMilliseconds)));
            }

            // The event's clock advances by several milliseconds at once, and its wait may be over that much too early.
            if (timedOut ? remaining == TimeSpan.Zero : !Scope!.HoldDelay(this))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Holds the thread until the pause of its scope is over. Interrupts are not for here: one of the user's is sent again.
    /// </summary>
    public void Park()
    {
        var interrupted = false;
        while (TryArm(ArmedWait.Parked))
        {
            try
            {
                _wake.Wait();
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
            finally
            {
                Disarm();
            }
        }

        if (interrupted)
        {
            Thread.Interrupt();
        }
    }

    /// <summary>
    /// Waits until <paramref name="fileDescriptor"/> is ready for <paramref name="events"/> (true) or the time is over
    /// or a stop is due (false). Linux only.
    /// </summary>
    public bool WaitForFile(int fileDescriptor, short events, int timeoutMilliseconds)
    {
        var wake = RentWake();
        try
        {
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
        finally
        {
            BeginRuntime();
            _wakeHandle = null;
            WakeHandle.Return(wake);
            EndRuntime();
        }
    }

    /// <summary>
    /// Declares that the thread goes into a wait that <see cref="Wake"/> ends, and that it takes what is thrown. False
    /// if a stop is due, and there is nothing to wait for. True is answered with <see cref="Disarm"/>. A wait that
    /// <paramref name="repeats"/> may be ended at any time, for a look, and is then begun again.
    /// </summary>
    public bool TryArm(ArmedWait wait, bool repeats = false)
    {
        BeginRuntime();
        AnswerLooks(waits: true);
        _gate.Enter();
        while (_looks is not null)
        {
            // Whoever asks finds the thread in its wait, or has been answered before that.
            _gate.Exit();
            AnswerLooks(waits: true);
            _gate.Enter();
        }

        var due = EndsWait(wait);
        if (!due)
        {
            _armed = wait;
            _repeats = repeats;
            if (wait is ArmedWait.Delay or ArmedWait.Parked)
            {
                _wake.Reset();
            }
        }

        _gate.Exit();
        EndRuntime();
        return !due;
    }

    /// <summary>The wait is over, whichever way; no interrupt meant for it is left.</summary>
    public void Disarm()
    {
        _gate.Enter();
        var armed = _armed;
        _armed = ArmedWait.None;
        _gate.Exit();
        DrainInterrupt();
        if (armed is not (ArmedWait.Delay or ArmedWait.Parked)
            && Volatile.Read(ref SafepointWord.Stopping) != 0 && Scope is { IsPauseDue: true } scope)
        {
            // The pause took it for held as long as it waited.
            scope.ThreadReturned(this);
        }
    }

    /// <summary>Ends the armed wait the thread is in, if a stop is due on it. Called by the ladder.</summary>
    public void Wake()
    {
        _gate.Enter();
        if (_armed != ArmedWait.None && EndsWait(_armed))
        {
            EndArmedWait();
        }

        _gate.Exit();
    }

    /// <summary>By what ends a wait of its sort. Under the gate.</summary>
    private void EndArmedWait()
    {
        switch (_armed)
        {
            case ArmedWait.Delay:
            case ArmedWait.Parked:
                _wake.Set();
                break;
            case ArmedWait.File:
                _wakeHandle!.Signal();
                break;
            default:
                _interrupt = InterruptState.Sent;
                Thread.Interrupt();
                break;
        }
    }

    private WakeHandle RentWake()
    {
        BeginRuntime();
        try
        {
            return _wakeHandle = WakeHandle.Rent();
        }
        finally
        {
            EndRuntime();
        }
    }

    private bool EndsWait(ArmedWait wait) => wait switch
    {
        ArmedWait.SelfEnding => false,
        ArmedWait.Parked => Scope is not { IsPauseDue: true },
        ArmedWait.Delay when Scope is { IsPauseDue: true } paused => paused.IsPauseDueOn(this),
        _ => Scope is { IsStopDue: true } scope &&
            (scope.IsDueOn(this) || (wait == ArmedWait.Delay && ShieldDepth.IsSwallowingHandler(Shields))),
    };

    private ArmedWait TakeArmed()
    {
        var armed = _armed;
        if (armed != ArmedWait.None)
        {
            Disarm();
        }

        return armed;
    }

    private void Rearm(ArmedWait wait)
    {
        if (wait != ArmedWait.None)
        {
            _gate.Enter();
            _armed = wait;
            _gate.Exit();
            Wake();
        }
    }
}
