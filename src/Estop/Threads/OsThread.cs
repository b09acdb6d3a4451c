using System.Globalization;
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

    /// <summary>
    /// Whether the thread is in a system call, for all that is known: true where the kernel does not tell.
    /// </summary>
    public static bool IsInSystemCall(int id) => ReadFile(id, "syscall") is not { } call || char.IsAsciiDigit(call[0]);

    /// <summary>Whether the thread has blocked the signal.</summary>
    public static bool Blocks(int id, int signal)
    {
        const string Key = "SigBlk:";
        var status = ReadFile(id, "status");
        var at = status?.IndexOf(Key, StringComparison.Ordinal) ?? -1;
        return at >= 0
            && ulong.TryParse(
                status.AsSpan(at + Key.Length).TrimStart()[..16], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var blocked)
            && (blocked & (1UL << (signal - 1))) != 0;
    }

    /// <summary>What the kernel says of a thread of this process; null if it has gone, or nothing is said.</summary>
    public static string? ReadFile(int id, string file)
    {
        try
        {
            var text = File.ReadAllText($"/proc/self/task/{id}/{file}").Trim();
            return text.Length > 0 ? text : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetTid();

    [LibraryImport("kernel32")]
    private static partial uint GetCurrentThreadId();
}
