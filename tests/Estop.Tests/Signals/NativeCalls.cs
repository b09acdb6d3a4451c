using System.Runtime.InteropServices;

namespace Estop.Tests.Signals;

/// <summary>Calls into the C library that block, as a user writes them.</summary>
internal static unsafe partial class NativeCalls
{
    public const int Interrupted = 4;

    private const int Exclusive = 2;
    private const int ReadWriteCreate = 0x42;
    private const int UserReadWrite = 0x180;

    /// <summary>Blocks in the call of that name. Returns its error; 0 if it succeeded.</summary>
    public static int Block(string call, Action inPlace)
    {
        switch (call)
        {
            case "read":
                var ends = stackalloc int[2];
                Assert.Equal(0, Pipe(ends));
                try
                {
                    inPlace();
                    byte read;
                    return Error(Read(ends[0], &read, 1));
                }
                finally
                {
                    Close(ends[0]);
                    Close(ends[1]);
                }

            case "poll":
                inPlace();
                return Error(Poll(null, 0, -1));

            case "nanosleep":
                inPlace();
                return Sleep(1000);

            case "flock":
                var path = Path.GetTempFileName();
                var (one, other) = (Open(path, ReadWriteCreate, UserReadWrite), Open(path, ReadWriteCreate, UserReadWrite));
                Assert.Equal(0, FileLock(one, Exclusive));
                try
                {
                    inPlace();
                    return Error(FileLock(other, Exclusive));
                }
                finally
                {
                    Close(one);
                    Close(other);
                    File.Delete(path);
                }

            case "waitpid":
                using (var child = System.Diagnostics.Process.Start("sleep", "1000"))
                {
                    try
                    {
                        inPlace();
                        return Error(WaitPid(child.Id, null, 0));
                    }
                    finally
                    {
                        child.Kill();
                    }
                }

            default:
                throw new ArgumentException(call, nameof(call));
        }
    }

    /// <summary>Sleeps in native code. Returns the error; 0 if the time has passed.</summary>
    public static int Sleep(double seconds)
    {
        var time = stackalloc long[] { (long)seconds, (long)(seconds % 1 * 1e9) };
        return Error(NanoSleep(time, null));
    }

    /// <summary>Has the calling thread block every signal that can be blocked.</summary>
    public static void BlockSignals()
    {
        var all = stackalloc ulong[16];
        new Span<ulong>(all, 16).Fill(ulong.MaxValue);
        Assert.Equal(0, SignalMask(0, all, null));
    }

    private static int Error(nint result) => result < 0 ? Marshal.GetLastPInvokeError() : 0;

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe(int* ends);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, byte* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(void* files, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "nanosleep", SetLastError = true)]
    private static partial int NanoSleep(long* time, long* remaining);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FileLock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int process, int* status, int options);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SignalMask(int how, ulong* set, ulong* before);
}
