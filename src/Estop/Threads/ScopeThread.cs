using System.Diagnostics;
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
internal sealed partial class ScopeThread
{
    private const int Running = 0;
    private const int Expected = 1;
    private const int Exiting = 2;

    // More than a release has calls before it, and less than would be noticed.
    private const int EntriesToARelease = 1000;

    // Long enough that a thread does little but its own work meanwhile, and shorter than a tick of the ladder.
    private static readonly long DeferralTicks = Stopwatch.Frequency * 3 / 1000;

    [ThreadStatic]
    private static ScopeThread? OfThisThread;

    private readonly SpinGate _gate = new();
    private int _inRuntime;
    private int _exit;
    private long _deferredUntil;

    private ScopeThread()
    {
    }

    /// <summary>The calling thread's record; null if it never entered a scope.</summary>
    public static ScopeThread? Current => OfThisThread;

    /// <summary>The thread itself.</summary>
    public Thread Thread { get; } = Thread.CurrentThread;

    /// <summary>The operating system's id of the thread; 0 where it gives none.</summary>
    public int OsId { get; } = OsThread.CurrentId;

    /// <summary>The scope of the innermost stop root on this thread's stack; null when there is none.</summary>
    public StopScope? Scope { get; private set; }

    /// <summary>Whether the thread was started for <see cref="Scope"/> and ends with its stay in it.</summary>
    public bool IsDedicated { get; private set; }

    /// <summary>
    /// Whether a pause may hold the thread where it polls: one that is nobody else's. Threads of the pool are not.
    /// </summary>
    public bool CanPark { get; private set; }

    /// <summary>Whether a pause holds the thread. Under the lock of <see cref="Scope"/>.</summary>
    public bool IsParked;

    /// <summary>The code on the thread's stack that the runtime's abort reaches; null when there is none.</summary>
    public AbortRegion? Abort;

    /// <summary>The shields the thread is in. See <see cref="ShieldDepth"/>.</summary>
    public int Shields;

    /// <summary>How many locks woven code on this thread holds on behalf of <see cref="Scope"/>.</summary>
    public int Locks;

    /// <summary>The innermost declared shield that the thread is in on behalf of <see cref="Scope"/>; null when in none.</summary>
    public StopShield? Declared;

    /// <summary>How many methods the thread has entered in a broken shield, where a stop is due.</summary>
    public int EntriesInBrokenShield;

    /// <summary>When the innermost handler was entered, as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</summary>
    public long HandlerEntered;

    /// <summary>What the woven wait that the thread is in waits for, where that is one object.</summary>
    public object? WaitsFor;

    /// <summary>The scope whose ambience the thread has put off while it starts work that is nobody's.</summary>
    public StopScope? DetachedFrom;

    /// <summary>Whether that lasts until its code says otherwise, however often it comes to a safepoint.</summary>
    public bool DetachedLasting;

    /// <summary>
    /// The processor time of the thread when it came to <see cref="Scope"/>, where that is measured. Under the scope's lock.
    /// </summary>
    public TimeSpan CpuAtEntry;

    /// <summary>Whether the thread has answered to what <see cref="Scope"/> wants. Under the scope's lock.</summary>
    public bool Acknowledged;

    /// <summary>Whether the thread is in a region that may hold a stop back.</summary>
    public bool IsShielded => (Shields | Locks) != 0 || IsInDeclaredShield;

    /// <summary>Whether one of them is declared.</summary>
    public bool IsInDeclaredShield => Declared is { IsOver: false };

    /// <summary>
    /// Whether a stop was found to have no way out over this thread's stack a moment ago. Nothing tells when it has one
    /// again, so the question is asked anew now and then.
    /// </summary>
    public bool IsDeferred
    {
        get
        {
            var until = Volatile.Read(ref _deferredUntil);
            return until != 0 && Stopwatch.GetTimestamp() < until;
        }
    }

    /// <summary>
    /// Called at each entry of a method in a broken shield. Whether there have been so many that this is no way to a
    /// release any more, but a recursion, or a loop of code that is not woven.
    /// </summary>
    public bool EntersForEver() => ++EntriesInBrokenShield > EntriesToARelease;

    /// <summary>The calling thread's record, made if need be.</summary>
    public static ScopeThread Ensure() => OfThisThread ?? Create();

    /// <summary>
    /// The calling thread's record, if it executes on behalf of the scope whose stop root is innermost on its stack:
    /// only there may a stop be thrown.
    /// </summary>
    public static ScopeThread? InOwnScope() =>
        OfThisThread is { Scope: { } scope } thread
        && (ReferenceEquals(Ambient.Scope, scope) || ReferenceEquals(thread.DetachedFrom, scope))
            ? thread
            : null;

    /// <summary>Whether the thread is in the scope already, in no shield, lock or wait.</summary>
    public bool IsUnheldIn(StopScope scope) =>
        ReferenceEquals(Scope, scope) && (Shields | Locks) == 0 && Declared is null && _armed == ArmedWait.None;

    /// <summary>
    /// Puts a stop root of <paramref name="scope"/> on this thread's stack. One that is <paramref name="dedicated"/> can be
    /// held by a pause; another <paramref name="canPark"/> if its owner waits for nothing but this stay.
    /// </summary>
    public ScopeVisit Enter(StopScope scope, bool dedicated = false, bool canPark = false)
    {
        BeginRuntime();
        var visit = new ScopeVisit(
            this, scope, Scope, IsDedicated, CanPark, Shields, Locks, Declared, HandlerEntered, TakeArmed(), _since);
        if (!ReferenceEquals(Scope, scope))
        {
            Scope?.CpuTaken(this);
            AnswerLooks(waits: false);
            Scope = scope;
            IsDedicated = dedicated;
            CanPark = dedicated || canPark;
            Shields = 0;
            Locks = 0;
            Declared = null;
            HandlerEntered = 0;
            _deferredUntil = 0;
            EndedBy = null;
            CpuAtEntry = scope.MeasuresCpu ? CpuClock.Of(OsId) : TimeSpan.Zero;
            _since = Used();
            scope.ThreadEntered(this);
        }

        EndRuntime();
        return visit;
    }

    /// <summary>Takes the stop root off again, and puts back what was there before.</summary>
    public void Leave(in ScopeVisit visit)
    {
        if (visit.Scope is null)
        {
            Shields = 0;
            Locks = 0;
            Declared = null;
            return;
        }

        BeginRuntime();
        Shields = visit.Shields;
        Locks = visit.Locks;
        Declared = visit.Declared;
        HandlerEntered = visit.HandlerEntered;
        if (!ReferenceEquals(visit.Outer, visit.Scope))
        {
            AnswerLooks(waits: false);
            Array.Clear(_held);
            var usage = Used() - _since;
            _since = visit.OuterSince;
            _waitTokens?.Dispose();
            _waitTokens = null;
            if (ReferenceEquals(DetachedFrom, visit.Scope))
            {
                DetachedFrom = null;
            }

            visit.Scope!.CpuTaken(this);
            Scope = visit.Outer;
            CpuAtEntry = Scope is { MeasuresCpu: true } ? CpuClock.Of(OsId) : TimeSpan.Zero;
            IsDedicated = visit.OuterDedicated;
            CanPark = visit.OuterCanPark;
            visit.Scope!.ThreadLeft(this, usage);

            // Who has asked since it answered has found the thread in the scope.
            AnswerLooks(waits: false);
            EndedBy = null;
            visit.Outer?.ThreadReturned(this);
        }

        Rearm(visit.Armed);
        EndRuntime();
    }

    /// <summary>A stop has no way out over this thread's stack now. See <see cref="IsDeferred"/>.</summary>
    public void Defer() => Volatile.Write(ref _deferredUntil, Stopwatch.GetTimestamp() + DeferralTicks);

    /// <summary>Whether a stop has a way out is asked anew at once.</summary>
    public void DeferNoMore() => Volatile.Write(ref _deferredUntil, 0);

    /// <summary>Somebody waits for the thread's exit from now on. False if it has announced that already.</summary>
    public bool TryExpectExit() => Interlocked.CompareExchange(ref _exit, Expected, Running) == Running;

    /// <summary>Nobody waits for the thread's exit any more. False if it has announced that meanwhile.</summary>
    public bool TryExpectNoMore() => Interlocked.CompareExchange(ref _exit, Running, Expected) == Expected;

    /// <summary>The thread is about to exit. Returns whether somebody waits for that.</summary>
    public bool AnnounceExit() => Interlocked.Exchange(ref _exit, Exiting) == Expected;

    /// <summary>The thread goes into code of Estop's own, where no interrupt may land.</summary>
    public void BeginRuntime()
    {
        _inRuntime++;
        DrainInterrupt();
    }

    /// <summary>The thread goes back from code of Estop's own.</summary>
    public void EndRuntime() => _inRuntime--;

    private static ScopeThread Create()
    {
        OfThisThread = new ScopeThread();
        KnownThreads.Add(OfThisThread);
        return OfThisThread;
    }
}
