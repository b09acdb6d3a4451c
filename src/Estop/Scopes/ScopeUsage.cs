namespace Estop;

/// <summary>What code of a scope has used.</summary>
/// <param name="Cpu">The processor time of its dedicated threads.</param>
/// <param name="Allocated">The bytes that it has allocated, on all threads.</param>
internal readonly record struct ScopeUsage(TimeSpan Cpu, long Allocated)
{
    public static ScopeUsage operator +(ScopeUsage one, ScopeUsage other) =>
        new(one.Cpu + other.Cpu, one.Allocated + other.Allocated);

    public static ScopeUsage operator -(ScopeUsage one, ScopeUsage other) =>
        new(one.Cpu - other.Cpu, one.Allocated - other.Allocated);
}
