using System.Globalization;

namespace Estop.Processes;

/// <summary>Makes, lists and removes cgroups.</summary>
internal static class CgroupFiles
{
    /// <summary>The directories in one; none if it has gone.</summary>
    public static string[] Directories(string directory)
    {
        try
        {
            return Directory.GetDirectories(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The processes in one, and in those that are in it.</summary>
    /// <exception cref="IOException">It could not be looked at.</exception>
    public static IEnumerable<int> Processes(string directory) =>
        (KernelFile.Read(Path.Combine(directory, "cgroup.procs")) ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static process => int.Parse(process, CultureInfo.InvariantCulture))
            .Concat(Directories(directory).SelectMany(Processes));

    /// <summary>Removes one with those that are in it, which a program may have made.</summary>
    public static void RemoveWhole(string directory)
    {
        foreach (var inner in Directories(directory))
        {
            RemoveWhole(inner);
        }

        TryRemove(directory);
    }

    public static bool TryMake(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static bool TryRemove(string directory)
    {
        try
        {
            Directory.Delete(directory);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
