using System.Runtime.InteropServices;

namespace Estop;

/// <summary>What the operating system knows of a thread.</summary>
internal static partial class OsThread
{
    /// <summary>The calling thread's id as the operating system counts it; 0 where it gives none.</summary>
    public static int CurrentId =>
        OperatingSystem.IsLinux() ? GetTid() : OperatingSystem.IsWindows() ? (int)GetCurrentThreadId() : 0;

    /// <summary>Whether the thread is still in the process's own thread list. False where that cannot be asked.</summary>
    public static bool IsAlive(int id) => OperatingSystem.IsLinux() && Directory.Exists($"/proc/self/task/{id}");

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetTid();

    [LibraryImport("kernel32")]
    private static partial uint GetCurrentThreadId();
}
