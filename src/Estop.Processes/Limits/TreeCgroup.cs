namespace Estop.Processes;

/// <summary>The cgroup of one tree.</summary>
internal sealed class TreeCgroup(string directory)
{
    /// <summary>Has the kernel kill everything in it at once.</summary>
    public void Kill() => CgroupFiles.TryWrite(Path.Combine(directory, "cgroup.kill"), "1");

    /// <summary>Which limit was gone over; null if none.</summary>
    public string? Breach() => null;

    /// <summary>Removes it. Nothing may live in it any more.</summary>
    public void Remove() => CgroupFiles.TryRemove(directory);
}
