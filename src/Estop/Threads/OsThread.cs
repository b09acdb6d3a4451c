using System.Globalization;
using System.Runtime.InteropServices;

namespace Estop;

/// <summary>What the operating system knows of a thread.</summary>
internal static partial class OsThread
{
    private const int NoSuchProcess = 3;

    /// <summary>The calling thread's id as the operating system counts it; 0 where it gives none.</summary>
    public static int CurrentId =>
        OperatingSystem.IsLinux() ? GetTid() : OperatingSystem.IsWindows() ? (int)GetCurrentThreadId() : 0;

    /// <summary>Whether the thread is still in the process's own thread list. False where that cannot be asked.</summary>
    public static bool IsAlive(int id) =>
        // No signal is sent by number 0: the kernel only says whether there is such a thread in this process.
        OperatingSystem.IsLinux() && (SendTo(Environment.ProcessId, id, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess);

    /// <summary>
    /// What tells the thread's stay in a system call from its next one, in the same call too. Null when it is in none, for all
    /// that is known: where the kernel does not tell, it is in one.
    /// </summary>
    public static string? StayInSystemCall(int id)
    {
        var call = ReadFile(id, "syscall");

        // The number of the call, its arguments and the place; "running", or -1 where it is blocked otherwise.
        return call is not null && !char.IsAsciiDigit(call[0])
            ? null
            : $"{call} {StatusOf(id, "voluntary_ctxt_switches:")}";
    }

    /// <summary>Whether the thread has blocked the signal.</summary>
    public static bool Blocks(int id, int signal) =>
        ulong.TryParse(StatusOf(id, "SigBlk:"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var blocked)
        && (blocked & (1UL << (signal - 1))) != 0;

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

    private static string? StatusOf(int id, string key)
    {
        var status = ReadFile(id, "status");
        var at = status?.IndexOf(key, StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return null;
        }

        var value = status.AsSpan(at + key.Length);
        var end = value.IndexOf('\n');
        return (end < 0 ? value : value[..end]).Trim().ToString();
    }

    [LibraryImport("libc", EntryPoint = "tgkill", SetLastError = true)]
    private static partial int SendTo(int processId, int threadId, int signal);

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetTid();

    [LibraryImport("kernel32")]
    private static partial uint GetCurrentThreadId();
}
