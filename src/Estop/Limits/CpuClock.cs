using System.Runtime.InteropServices;

namespace Estop;

/// <summary>How much processor time single threads have taken. Linux only.</summary>
internal static partial class CpuClock
{
    // How the kernel makes a clock's id of a thread's: the scheduler's clock (2), of one thread (4).
    private const int OfThread = 4 | 2;
    private const int IdShift = 3;

    /// <summary>Whether the platform can tell.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>The processor time of the thread since it was started; zero when it has ended, or the platform cannot tell.</summary>
    public static TimeSpan Of(int osThreadId) =>
        IsSupported && osThreadId != 0 && GetTime((~osThreadId << IdShift) | OfThread, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : TimeSpan.Zero;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out UnixTime time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct UnixTime
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
