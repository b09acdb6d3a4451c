using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Called by woven code where a stop can take effect.</summary>
public static class Safepoint
{
    /// <summary>At the head of a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Poll()
    {
    }

    /// <summary>At the entry of a method. A shield that has broken does not fire here, so that releases are reached.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PollEntry()
    {
    }

    /// <summary>At the end of a handler: looks at the scope itself, whether or not any scope wants attention.</summary>
    public static void Check()
    {
    }
}
