using System.Globalization;
using System.Runtime.InteropServices;

namespace Estop;

/// <summary>What the kernel tells of a thread of this process. Nothing of it needs the thread to answer.</summary>
internal readonly record struct KernelView(char? State, string? SystemCall, string? WaitChannel, TimeSpan? CpuTime)
{
    public static KernelView Of(int osThreadId) => osThreadId == 0 || !OperatingSystem.IsLinux()
        ? default
        : new KernelView(
            StateOf(osThreadId), SystemCallOf(osThreadId), WaitChannelOf(osThreadId), CpuClock.Of(osThreadId));

    private static char? StateOf(int id)
    {
        // After the name, which may hold anything.
        var stat = OsThread.ReadFile(id, "stat");
        var at = stat?.LastIndexOf(')') ?? -1;
        return at > 0 && at + 2 < stat!.Length ? stat[at + 2] : null;
    }

    private static string? WaitChannelOf(int id) => OsThread.ReadFile(id, "wchan") is { } channel and not "0" ? channel : null;

    /// <summary>The number of the call, then its arguments.</summary>
    private static string? SystemCallOf(int id)
    {
        var fields = OsThread.ReadFile(id, "syscall")?.Split(' ');
        if (fields is not { Length: > 1 } || !int.TryParse(fields[0], CultureInfo.InvariantCulture, out var number) || number < 0)
        {
            return null;
        }

        var name = SystemCalls.NameOf(number, RuntimeInformation.ProcessArchitecture, out var takesFile);
        return takesFile && int.TryParse(fields[1].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var file)
            ? $"{name} {FileOf(file)}"
            : name;
    }

    private static string FileOf(int descriptor)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget ?? $"file {descriptor}";
        }
        catch (IOException)
        {
            return $"file {descriptor}";
        }
    }
}
