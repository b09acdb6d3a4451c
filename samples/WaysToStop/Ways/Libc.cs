using System.Runtime.InteropServices;

namespace Sample;

internal static class Libc
{
    [DllImport("libc", EntryPoint = "gettid")]
    public static extern int ThreadId();

    [DllImport("libc", EntryPoint = "tgkill")]
    public static extern int Signal(int process, int thread, int signal);
}
