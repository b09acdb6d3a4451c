using Estop.Runtime;

namespace Estop.Workers.Tests;

/// <summary>Worker code as it is after weaving, so that these tests stand without the weaver.</summary>
internal static class TestWork
{
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

    public static bool ThreadExists(int id) => Directory.Exists($"/proc/self/task/{id}");
}
