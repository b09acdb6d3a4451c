namespace Estop;

/// <content>What the scope takes of the processors.</content>
public sealed partial class StopScope
{
    private TimeSpan _cpuOfThreadsThatLeft;

    /// <summary>Whether each thread's stay in the scope is measured, which costs a system call at each end.</summary>
    internal bool MeasuresCpu => _options.CpuTime is not null || _outer is { MeasuresCpu: true };

    /// <summary>
    /// The processor time that threads have taken for the scope and for those inside it, where that is measured.
    /// </summary>
    internal TimeSpan CpuTime
    {
        get
        {
            TimeSpan own;
            StopScope[] inner;
            using (_lock.Hold())
            {
                own = _members.Threads.Aggregate(
                    _cpuOfThreadsThatLeft, (sum, thread) => sum + Taken_NeedsLock(thread, CpuClock.Of(thread.OsId)));
                inner = [.. _members.Inner, .. _members.ShieldedInner];
            }

            return inner.Aggregate(own, static (sum, scope) => sum + scope.CpuTime);
        }
    }

    /// <summary>The calling thread is about to leave the scope, or to enter one inside it.</summary>
    internal void CpuTaken(ScopeThread thread)
    {
        if (MeasuresCpu)
        {
            using (_lock.Hold())
            {
                var now = CpuClock.Of(thread.OsId);
                _cpuOfThreadsThatLeft += Taken_NeedsLock(thread, now);
                thread.CpuAtEntry = now;
            }
        }
    }

    private TimeSpan Taken_NeedsLock(ScopeThread thread, TimeSpan now) =>
        ReferenceEquals(thread.Scope, this) && now > thread.CpuAtEntry ? now - thread.CpuAtEntry : TimeSpan.Zero;
}
