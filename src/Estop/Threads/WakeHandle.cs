using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Estop;

/// <summary>
/// An eventfd that a thread polls beside the file descriptor it waits for, so that a blocking call stays a synchronous
/// call and still ends at once. Linux only.
/// </summary>
internal sealed partial class WakeHandle : SafeHandleMinusOneIsInvalid
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const short PollIn = 1;
    private const int Interrupted = 4;

    // As many as wait at once are open; what is given back beyond these is closed.
    private static readonly WakeHandle?[] Spare = new WakeHandle?[8];

    private volatile bool _signalled;

    private WakeHandle()
        : base(ownsHandle: true)
    {
    }

    /// <summary>
    /// One that nobody has signalled, for one wait. A thread keeps none: those of the pool live long, and there may be many.
    /// </summary>
    public static WakeHandle Rent()
    {
        for (var i = 0; i < Spare.Length; i++)
        {
            if (Spare[i] is not null && Interlocked.Exchange(ref Spare[i], null) is { } spare)
            {
                return spare;
            }
        }

        var wake = new WakeHandle();
        wake.SetHandle(EventFd(0, CloseOnExec | NonBlocking));
        return wake.IsInvalid
            ? throw new IOException("No event descriptor for a stoppable wait.", new Win32Exception(Marshal.GetLastPInvokeError()))
            : wake;
    }

    /// <summary>Takes it back after the wait, when nobody signals it any more.</summary>
    public static void Return(WakeHandle wake)
    {
        if (wake._signalled)
        {
            ulong drained = 0;
            Read((int)wake.handle, ref drained, sizeof(ulong));
            wake._signalled = false;
        }

        for (var i = 0; i < Spare.Length; i++)
        {
            if (Spare[i] is null && Interlocked.CompareExchange(ref Spare[i], wake, null) is null)
            {
                return;
            }
        }

        wake.Dispose();
    }

    /// <summary>Ends the poll that is under way, or the next one.</summary>
    public void Signal()
    {
        _signalled = true;
        Write((int)handle, 1UL, sizeof(ulong));
    }

    /// <summary>
    /// Waits until <paramref name="fileDescriptor"/> is ready (true), or the time is over or <see cref="Signal"/> was
    /// called (false).
    /// </summary>
    public unsafe bool Poll(int fileDescriptor, short events, int timeoutMilliseconds)
    {
        var started = Stopwatch.GetTimestamp();
        var remaining = timeoutMilliseconds;
        while (true)
        {
            var watched = stackalloc PollDescriptor[2];
            watched[0] = new PollDescriptor { FileDescriptor = fileDescriptor, Events = events };
            watched[1] = new PollDescriptor { FileDescriptor = (int)handle, Events = PollIn };
            var ready = Poll(watched, 2, remaining);
            if (ready < 0 && Marshal.GetLastPInvokeError() == Interrupted)
            {
                if (timeoutMilliseconds >= 0)
                {
                    var elapsed = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                    remaining = Math.Max(0, timeoutMilliseconds - elapsed);
                }

                continue;
            }

            // An error or a hang-up counts as ready: the original call is the one to report it.
            return ready < 0 || watched[0].Returned != 0;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Close((int)handle) == 0;

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int fileDescriptor, in ulong value, nint size);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int fileDescriptor, ref ulong value, nint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fileDescriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int FileDescriptor;
        public short Events;
        public short Returned;
    }
}
