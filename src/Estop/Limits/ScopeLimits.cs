using System.Diagnostics;

namespace Estop;

/// <summary>Stops a scope when it has taken the time that it was given: on the clock, or of the processors.</summary>
internal sealed class ScopeLimits : Ticking
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan? _deadline;
    private readonly TimeSpan? _cpuTime;
    private readonly long _started = Stopwatch.GetTimestamp();
    private volatile StopScope? _scope;

    private ScopeLimits(StopScope scope, TimeSpan? deadline, TimeSpan? cpuTime)
    {
        _scope = scope;
        _deadline = deadline;
        _cpuTime = cpuTime;
    }

    /// <summary>Null where nothing is limited.</summary>
    public static ScopeLimits? Create(StopScope scope, StopScopeOptions options)
    {
        if (options.Deadline is null && options.CpuTime is null)
        {
            return null;
        }

        var limits = new ScopeLimits(scope, options.Deadline, options.CpuTime);
        StopClock.Tick(limits);
        return limits;
    }

    /// <summary>The scope is over. The clock holds on to this for a while, but not to the scope.</summary>
    public void End()
    {
        _scope = null;
        StopClock.Forget(this);
    }

    /// <inheritdoc/>
    public override TimeSpan? Step()
    {
        if (_scope is not { } scope)
        {
            return null;
        }

        var left = TimeSpan.MaxValue;
        if (_deadline is { } deadline)
        {
            left = deadline - Stopwatch.GetElapsedTime(_started);
            if (left <= TimeSpan.Zero)
            {
                return Stop(scope, $"The deadline of the scope has passed: {deadline:c} after its start.");
            }
        }

        if (_cpuTime is { } cpuTime)
        {
            var leftOfCpu = cpuTime - scope.CpuTime;
            if (leftOfCpu <= TimeSpan.Zero)
            {
                return Stop(scope, $"The scope has taken the processor time that it was given: {cpuTime:c}.");
            }

            // No sooner can it be taken, with all processors.
            var earliest = leftOfCpu / Environment.ProcessorCount;
            earliest = earliest > ShortestLook ? earliest : ShortestLook;
            left = left < earliest ? left : earliest;
        }

        return left;
    }

    private static TimeSpan? Stop(StopScope scope, string reason)
    {
        _ = scope.StopAsync(new StopRequest { RequestedBy = nameof(Estop), Reason = reason });
        return null;
    }
}
