using System.Runtime.InteropServices;
using Estop.Runtime;

namespace Estop.Workers.Tests;

/// <summary>Worker code as it is after weaving, so that these tests stand without the weaver.</summary>
internal static class TestWork
{
    private const int Interrupted = 4;

    /// <summary>Never looks at anything, and ends on a stop as woven code does.</summary>
    public static void SleepForEver() => ThreadWaits.Sleep(Timeout.Infinite);

    /// <summary>Code that nothing in the process can stop: no safepoint in it, and no wait.</summary>
    public static void SpinUntil(ref bool released)
    {
        while (!Volatile.Read(ref released))
        {
            Thread.SpinWait(100);
        }
    }

    /// <summary>A read in native code that goes on when a signal interrupts it.</summary>
    public static int ReadWhateverComes(int pipe)
    {
        while (true)
        {
            var count = (int)Read(pipe, out _, 1);
            if (count >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                return count;
            }
        }
    }

    public static bool ThreadExists(int id) => Directory.Exists($"/proc/self/task/{id}");

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int file, out byte buffer, nuint count);
}
