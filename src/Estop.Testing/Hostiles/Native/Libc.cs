using System.Runtime.InteropServices;

namespace Estop.Testing;

/// <summary>System calls as C programs make them.</summary>
internal static class Libc
{
    public const int Interrupted = 4;
    public const int LockExclusive = 2;

    [DllImport("libc", EntryPoint = "sleep")]
    public static extern uint Sleep(uint seconds);

    [DllImport("libc", EntryPoint = "pipe", SetLastError = true)]
    public static extern int Pipe(int[] ends);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    public static extern nint Read(int file, byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int file);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static extern int Poll(nint files, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static extern int Lock(int file, int operation);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static extern int WaitForProcess(int process, out int status, int options);

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    public static extern int MakeFifo(string path, uint mode);
}
