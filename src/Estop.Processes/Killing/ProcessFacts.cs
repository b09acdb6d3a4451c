using System.Globalization;

namespace Estop.Processes;

/// <summary>
/// What the kernel says of a process. Every answer may be about nothing any more: the process may have gone. What throws an
/// <see cref="IOException"/> has not been able to look: that is not the same as gone.
/// </summary>
internal static class ProcessFacts
{
    /// <summary>The children of a process, those of each of its threads. Empty if it has gone.</summary>
    public static List<int> Children(int processId)
    {
        var children = new List<int>();
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{processId}/task"))
            {
                children.AddRange(ChildrenOfThread(thread));
            }
        }
        catch (Exception exception) when (IsNothing(exception))
        {
            // It has gone meanwhile, and its children are somebody else's.
        }

        return children;
    }

    /// <summary>
    /// The children of this process's first thread, which is the one that the kernel gives orphans to. What another thread has
    /// started is that thread's child.
    /// </summary>
    public static List<int> Adopted() => [.. ChildrenOfThread($"/proc/self/task/{System.Environment.ProcessId}")];

    /// <summary>Every process there is.</summary>
    public static IEnumerable<int> All() =>
        from directory in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(directory)
        where char.IsAsciiDigit(name[0])
        select int.Parse(name, CultureInfo.InvariantCulture);

    /// <summary>A variable of the environment that it was started with. Null if it has none, or it may not be read.</summary>
    public static string? Variable(int processId, string name) => Variable(Environment(processId), name);

    /// <summary>
    /// The environment that it was started with. Null if it has gone, or it may not be read; empty if it has none, as a process that has
    /// ended, or that is just becoming another program.
    /// </summary>
    public static string? Environment(int processId) => KernelFile.Read($"/proc/{processId}/environ");

    /// <summary>Whether it has memory: one that is ending has given it back before it is dead.</summary>
    public static bool HasMemory(int processId) => KernelFile.Read($"/proc/{processId}/statm")?.StartsWith("0 ", StringComparison.Ordinal) == false;

    /// <summary>A variable of such an environment. Null if it has none.</summary>
    public static string? Variable(string? environment, string name)
    {
        if (environment is null)
        {
            return null;
        }

        var wanted = name + "=";
        foreach (var variable in environment.Split('\0'))
        {
            if (variable.StartsWith(wanted, StringComparison.Ordinal))
            {
                return variable[wanted.Length..];
            }
        }

        return null;
    }

    /// <summary>What the kernel calls it, its state's letter, its parent and its session; null if it has gone.</summary>
    public static ProcessStat? Stat(int processId) => ProcessStat.Parse(KernelFile.Read($"/proc/{processId}/stat"));

    /// <summary>
    /// What the kernel says of one that ought to be dead: of the thread that keeps it, where the first one has ended.
    /// </summary>
    public static UnkilledProcess Unkilled(int processId)
    {
        var first = ProcessStat.Parse(KernelFile.TryRead($"/proc/{processId}/stat"));
        var found = new UnkilledProcess(processId, first?.Name ?? "", first?.State ?? '?', WaitChannel($"/proc/{processId}"));
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{processId}/task"))
            {
                if (ProcessStat.Parse(KernelFile.TryRead($"{thread}/stat")) is { State: 'D' } stat)
                {
                    return found with { State = stat.State, WaitChannel = WaitChannel(thread) };
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has gone meanwhile.
        }

        return found;
    }

    /// <summary>Whether there is nothing to be read. The number of an error without a type of its own is the system's.</summary>
    private static bool IsNothing(Exception exception) =>
        exception is UnauthorizedAccessException
        || (exception is IOException && !NativeError.IsUsedUp(exception.HResult));

    private static IEnumerable<int> ChildrenOfThread(string thread) =>
        from child in KernelFile.Read($"{thread}/children")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []
        select int.Parse(child, CultureInfo.InvariantCulture);

    private static string WaitChannel(string directory) => KernelFile.TryRead($"{directory}/wchan") is { } channel and not "0" ? channel : "";
}
