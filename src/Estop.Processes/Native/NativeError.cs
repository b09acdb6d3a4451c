using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>The error numbers that are told apart, and what to do about those that an operator can do something about.</summary>
internal static class NativeError
{
    public const int NotFound = 2;
    public const int NoSuchProcess = 3;
    public const int Interrupted = 4;
    public const int TooLong = 7;
    public const int NoProgram = 8;
    public const int NoChild = 10;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int ProcessFilesUsedUp = 24;
    public const int SystemFilesUsedUp = 23;
    public const int BeingWritten = 26;
    public const int ConnectionReset = 104;

    // And threads, which count as processes.
    private const string ProcessLimit = "processes (ulimit -u, systemd's TasksMax, kernel.pid_max)";
    private const string FileLimit = "open files (ulimit -n, systemd's LimitNOFILE)";

    /// <summary>What a runtime may have met that has no more to work with; it does not say which.</summary>
    public static string LimitsOfARuntime => $"a limit of {ProcessLimit}, of {FileLimit}, or of memory";

    /// <summary>The runtime has got no thread, and does not say why.</summary>
    public static SpawnException NoThread(string what) =>
        new($"{what}: the process has met {LimitsOfARuntime}. Raise it, or run fewer workers.", TryAgain);

    /// <summary>Whether this process has no descriptor or memory left for a call: it says nothing of what was asked for.</summary>
    public static bool IsUsedUp(int error) => error is ProcessFilesUsedUp or SystemFilesUsedUp or NoMemory;

    /// <summary>The failure of the last call.</summary>
    public static SpawnException Last(string what) => For(what, Marshal.GetLastPInvokeError());

    /// <summary>A failure by its number.</summary>
    public static SpawnException For(string what, int error) => new($"{what}: {Describe(error)}", error);

    /// <summary>The system's words, and what would change it.</summary>
    public static string Describe(int error)
    {
        var remedy = error switch
        {
            ProcessFilesUsedUp => $" Raise the limit of {FileLimit}, or run fewer workers.",
            SystemFilesUsedUp => " Raise fs.file-max, or run fewer workers.",
            TryAgain => $" Raise the limit of {ProcessLimit}, or run fewer workers.",
            NoMemory => " Less memory is left than a process needs.",
            _ => "",
        };
        return $"{Marshal.GetPInvokeErrorMessage(error)} (error {error}).{remedy}";
    }
}
