using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Estop;

/// <summary>The names of the system calls in which threads block, with their numbers on x64 and on Arm64 (-1: not there).</summary>
internal static class SystemCalls
{
    private static readonly (string Name, int X64, int Arm64, bool TakesFile)[] Known =
    [
        ("read", 0, 63, true), ("write", 1, 64, true), ("poll", 7, -1, false), ("ioctl", 16, 29, true),
        ("pread64", 17, 67, true), ("pwrite64", 18, 68, true), ("readv", 19, 65, true), ("writev", 20, 66, true),
        ("select", 23, -1, false), ("sched_yield", 24, 124, false), ("pause", 34, -1, false), ("nanosleep", 35, 101, false),
        ("sendfile", 40, 71, true), ("connect", 42, 203, true), ("accept", 43, 202, true), ("sendto", 44, 206, true),
        ("recvfrom", 45, 207, true), ("sendmsg", 46, 211, true), ("recvmsg", 47, 212, true), ("wait4", 61, 260, false),
        ("fcntl", 72, 25, true), ("flock", 73, 32, true), ("fsync", 74, 82, true), ("fdatasync", 75, 83, true),
        ("rt_sigtimedwait", 128, 137, false), ("futex", 202, 98, false), ("clock_nanosleep", 230, 115, false),
        ("epoll_wait", 232, -1, true), ("waitid", 247, 95, false), ("openat", 257, 56, false), ("pselect6", 270, 72, false),
        ("ppoll", 271, 73, false), ("epoll_pwait", 281, 22, true), ("accept4", 288, 242, true), ("recvmmsg", 299, 243, true),
        ("getrandom", 318, 278, false), ("io_uring_enter", 426, 426, true), ("epoll_pwait2", 441, 441, true),
    ];

    private static readonly FrozenDictionary<int, (string Name, bool TakesFile)> X64 = By(static call => call.X64);
    private static readonly FrozenDictionary<int, (string Name, bool TakesFile)> Arm64 = By(static call => call.Arm64);

    /// <summary>The call's name, else its number; and whether its first argument is a file descriptor.</summary>
    public static string NameOf(int number, Architecture architecture, out bool takesFile)
    {
        (string? Name, bool TakesFile) known = architecture switch
        {
            Architecture.X64 => X64.GetValueOrDefault(number),
            Architecture.Arm64 => Arm64.GetValueOrDefault(number),
            _ => default,
        };
        takesFile = known.TakesFile;
        return known.Name ?? $"system call {number}";
    }

    private static FrozenDictionary<int, (string Name, bool TakesFile)> By(Func<(string Name, int X64, int Arm64, bool TakesFile), int> number) =>
        Known.Where(call => number(call) >= 0).ToFrozenDictionary(number, static call => (call.Name, call.TakesFile));
}
