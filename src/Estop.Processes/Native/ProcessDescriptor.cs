using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>A handle of one process (pidfd): whatever happens to its number, it never means another.</summary>
internal static unsafe class ProcessDescriptor
{
    private const int SendSignalNumber = 424;
    private const int OpenNumber = 434;
    private const int IdTypeProcessDescriptor = 3;
    private const int WaitExited = 4;
    private const int WaitNot = 1;
    private const int WaitKeep = 0x01000000;

    /// <summary>Opens it; null if there is no such process, with the error in <paramref name="error"/>.</summary>
    public static Descriptor? Open(int processId, out int error)
    {
        var number = Libc.SystemCall(OpenNumber, processId, 0, 0, 0);
        error = number < 0 ? Marshal.GetLastPInvokeError() : 0;
        return number < 0 ? null : new Descriptor((int)number);
    }

    /// <summary>Opens it; null if there is no such process.</summary>
    /// <exception cref="IOException">This process has no descriptor or memory left for it.</exception>
    public static Descriptor? OpenIfThere(int processId)
    {
        var handle = Open(processId, out var error);
        return handle is null && NativeError.IsUsedUp(error) ? throw new IOException(NativeError.Describe(error), error) : handle;
    }

    /// <summary>Sends a signal. False if it is dead or may not be sent to.</summary>
    public static bool Signal(Descriptor process, int signal)
    {
        var added = false;
        try
        {
            process.DangerousAddRef(ref added);
            return Libc.SystemCall(SendSignalNumber, process.Number, signal, 0, 0) == 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            if (added)
            {
                process.DangerousRelease();
            }
        }
    }

    /// <summary>Whether every thread of it has ended, reaped or not.</summary>
    public static bool IsDead(Descriptor process)
    {
        var entry = new PollEntry { Descriptor = process.Number, Wanted = PollEntry.Readable };
        return Libc.Poll(&entry, 1, 0) > 0;
    }

    /// <summary>How a child of this process has ended; null if it lives.</summary>
    /// <param name="process">The child.</param>
    /// <param name="keep">Whether it stays a zombie, so that its number is not given to another.</param>
    public static ExitStatus? Status(Descriptor process, bool keep)
    {
        // On 64-bit machines: the code at 8, the process id at 16, the status at 24.
        var info = stackalloc byte[128];
        int result;
        do
        {
            *(int*)(info + 16) = 0;
            result = Libc.WaitId(
                IdTypeProcessDescriptor, (uint)process.Number, info, WaitExited | WaitNot | (keep ? WaitKeep : 0));
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == NativeError.Interrupted);

        return result < 0 ? ExitStatus.Lost
            : *(int*)(info + 16) == 0 ? null
            : new ExitStatus(*(int*)(info + 8), *(int*)(info + 24));
    }

    /// <summary>Reaps a child by its number, which must be a zombie's or a living child's. Never waits.</summary>
    public static bool Reap(int processId)
    {
        const int IdTypeProcess = 1;
        var info = stackalloc byte[128];
        *(int*)(info + 16) = 0;
        return Libc.WaitId(IdTypeProcess, (uint)processId, info, WaitExited | WaitNot) == 0 && *(int*)(info + 16) != 0;
    }

    /// <summary>Reaps a child that was killed, when it has died. Returns too if somebody else has reaped it.</summary>
    public static void WaitAndReap(int processId)
    {
        const int IdTypeProcess = 1;
        var info = stackalloc byte[128];
        while (Libc.WaitId(IdTypeProcess, (uint)processId, info, WaitExited) < 0
            && Marshal.GetLastPInvokeError() == NativeError.Interrupted)
        {
        }
    }

    /// <summary>Reaps whatever child has ended. True if one was; false with <paramref name="none"/> if there is no child at all.</summary>
    public static bool ReapAny(out bool none)
    {
        var info = stackalloc byte[128];
        *(int*)(info + 16) = 0;
        var result = Libc.WaitId(0, 0, info, WaitExited | WaitNot);
        none = result < 0 && Marshal.GetLastPInvokeError() == NativeError.NoChild;
        return result == 0 && *(int*)(info + 16) != 0;
    }
}
