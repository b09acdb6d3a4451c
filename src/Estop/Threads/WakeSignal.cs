using System.Runtime.InteropServices;

namespace Estop;

/// <summary>
/// A real-time signal that does nothing, except that the system call which it meets returns with EINTR. Its handler is a
/// function of the C library's that computes, and touches nothing else: no managed code ever runs in a signal, and no
/// native code of Estop's has to be shipped. Linux only.
/// </summary>
internal static unsafe partial class WakeSignal
{
    // The runtime takes the first, and libraries the next few, if any.
    private const int FirstTried = 6;

    private static readonly int Number = Install();

    /// <summary>Why it cannot be sent; null if it can.</summary>
    public static string? NotAvailable => Number > 0
        ? null
        : OperatingSystem.IsLinux()
            ? $"No real-time signal could be had on {RuntimeInformation.ProcessArchitecture}."
            : $"{RuntimeInformation.OSDescription} has no signals for one thread.";

    /// <summary>Whether the thread would get it at once: one that blocks it would some time later.</summary>
    public static bool Reaches(int osThreadId) => Number > 0 && !OsThread.Blocks(osThreadId, Number);

    /// <summary>Sends it to a thread of this process that is known to live.</summary>
    public static bool TrySend(int osThreadId) => SendTo(Environment.ProcessId, osThreadId, Number) == 0;

    /// <summary>Takes a signal that nobody has a handler for. Returns its number, 0 if there is none.</summary>
    private static int Install()
    {
        // Elsewhere the structure has another layout.
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)
            || !NativeLibrary.TryLoad("libc", typeof(WakeSignal).Assembly, null, out var libc)
            || !NativeLibrary.TryGetExport(libc, "abs", out var handler)
            || !NativeLibrary.TryGetExport(libc, "__libc_current_sigrtmin", out var first)
            || !NativeLibrary.TryGetExport(libc, "__libc_current_sigrtmax", out var last))
        {
            return 0;
        }

        var highest = ((delegate* unmanaged<int>)last)();
        for (var number = ((delegate* unmanaged<int>)first)() + FirstTried; number <= highest; number++)
        {
            Action before;
            if (SetAction(number, null, &before) != 0 || before.Handler != 0)
            {
                continue;
            }

            // No flags: with SA_RESTART the kernel would go on with the call.
            var action = new Action { Handler = handler };
            if (SetAction(number, &action, &before) == 0)
            {
                if (before.Handler == 0)
                {
                    return number;
                }

                // Somebody was quicker.
                _ = SetAction(number, &before, null);
            }
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SetAction(int signal, Action* action, Action* before);

    [LibraryImport("libc", EntryPoint = "tgkill")]
    private static partial int SendTo(int processId, int threadId, int signal);

    /// <summary>The C library's <c>struct sigaction</c>, glibc's and musl's, on 64-bit Arm and x86.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Action
    {
        public nint Handler;
        public fixed ulong Mask[16];
        public int Flags;
        public nint Restorer;
    }
}
