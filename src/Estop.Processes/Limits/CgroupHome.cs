using System.Globalization;

namespace Estop.Processes;

/// <summary>
/// The cgroups of one guardian, of whichever version the machine has: a directory in each hierarchy that it may write to, and in
/// that one for each tree.
/// </summary>
internal sealed class CgroupHome
{
    private static readonly CgroupController[] Controllers = Enum.GetValues<CgroupController>();
    private readonly string? _unified;
    private readonly Dictionary<CgroupController, string> _legacy = [];
    private readonly HashSet<CgroupController> _inUnified = [];
    private long _last;

    private CgroupHome(string instance, string? unified, Func<CgroupController, string?> legacy)
    {
        var name = DirectoryOf(instance);
        foreach (var place in Places(unified))
        {
            var home = Path.Combine(place, name);
            if (!CgroupFiles.TryMake(home))
            {
                continue;
            }

            if (!File.Exists(Path.Combine(home, "cgroup.kill")))
            {
                // Before Linux 5.14, or no cgroup at all.
                CgroupFiles.TryRemove(home);
                continue;
            }

            if (_unified is not null)
            {
                CgroupFiles.TryRemove(_unified);
            }

            _unified = home;
            Enable(place, home);
            if (_inUnified.Count > 0)
            {
                break;
            }
        }

        foreach (var controller in Controllers.Where(controller => !_inUnified.Contains(controller)))
        {
            if (legacy(controller) is { } own && CgroupFiles.TryMake(Path.Combine(own, name)))
            {
                _legacy[controller] = Path.Combine(own, name);
            }
        }

        Abilities = new GuardianAbilities
        {
            CgroupKill = _unified is not null,
            NoCgroup = _unified is not null ? null : Reason(unified),
            TreeMemory = Has(CgroupController.Memory),
            TreeProcesses = Has(CgroupController.Pids),
            TreeProcessors = Has(CgroupController.Cpu),
        };
    }

    /// <summary>What can be done with them.</summary>
    public GuardianAbilities Abilities { get; }

    /// <summary>Makes those of a guardian, as far as it may.</summary>
    public static CgroupHome Make(string instance) => new(instance, CgroupMounts.Unified(), CgroupMounts.Legacy);

    /// <summary>The same in given directories.</summary>
    public static CgroupHome Make(string instance, string? unified, Func<CgroupController, string?> legacy) =>
        new(instance, unified, legacy);

    /// <summary>Kills and removes what an earlier guardian has left. False if something of it still lives when the time is over.</summary>
    public static bool Clear(string instance, TimeSpan time) => Clear(instance, time, CgroupMounts.Unified(), CgroupMounts.Legacy);

    /// <summary>What lives in those of a guardian.</summary>
    /// <exception cref="IOException">They could not be looked at.</exception>
    public static List<int> Processes(string instance) =>
        [.. Places(CgroupMounts.Unified()).SelectMany(place => CgroupFiles.Processes(Path.Combine(place, DirectoryOf(instance))))];

    /// <summary>Makes that of one tree, and puts its first process into it. Null if there can be none.</summary>
    /// <exception cref="SpawnException">A limit could not be set, or the process not be put into it.</exception>
    public TreeCgroup? Enter(int processId, ProcessLimits limits)
    {
        var name = (++_last).ToString(CultureInfo.InvariantCulture);
        var tree = new TreeCgroup(_unified is null ? null : Path.Combine(_unified, name));
        if (limits.MemoryBytes is { } memory && Has(CgroupController.Memory))
        {
            tree.LimitMemory(Place(CgroupController.Memory, name), memory, _inUnified.Contains(CgroupController.Memory));
        }

        if (limits.Processes is { } processes && Has(CgroupController.Pids))
        {
            tree.LimitProcesses(Place(CgroupController.Pids, name), processes);
        }

        if (limits.Processors is { } processors && Has(CgroupController.Cpu))
        {
            tree.LimitProcessors(Place(CgroupController.Cpu, name), processors, _inUnified.Contains(CgroupController.Cpu));
        }

        return tree.TryEnter(processId) ? tree : null;
    }

    /// <summary>Has the kernel kill every tree at once.</summary>
    public void Kill()
    {
        if (_unified is not null)
        {
            KernelFile.TryWrite(Path.Combine(_unified, "cgroup.kill"), "1");
        }
    }

    /// <summary>Removes them. Nothing may live in them any more.</summary>
    public void Remove()
    {
        foreach (var home in _legacy.Values.Append(_unified).OfType<string>())
        {
            CgroupFiles.RemoveWhole(home);
        }
    }

    private static string DirectoryOf(string instance) => $"estop-{instance}";

    /// <summary>
    /// Where it can be: below the service's own cgroup, or beside it where the service manager has put the service into one of its
    /// own (systemd's <c>DelegateSubgroup=</c>). Only there can controllers be had: a cgroup with processes of its own has none to give.
    /// </summary>
    private static IEnumerable<string> Places(string? own)
    {
        if (own is null)
        {
            yield break;
        }

        if (Path.GetDirectoryName(own) is { } parent
            && KernelFile.TryRead(Path.Combine(parent, "cgroup.procs")) is { Length: 0 }
            && Directory.GetDirectories(parent).All(directory =>
                directory == own || Path.GetFileName(directory).StartsWith("estop-", StringComparison.Ordinal)))
        {
            yield return parent;
        }

        yield return own;
    }

    private static string Reason(string? unified) =>
        unified is null
            ? "No cgroup v2 is mounted. Mount it (systemd.unified_cgroup_hierarchy=1), or do without limits of whole trees."
            : $"No cgroup can be made in {unified}. Give the service that right: Delegate=yes in systemd's unit; in a container, a "
                + "writable cgroup namespace.";

    private static bool Clear(string instance, TimeSpan time, string? unified, Func<CgroupController, string?> legacy)
    {
        var until = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var name = DirectoryOf(instance);
        var isClear = true;
        foreach (var place in Places(unified).Concat(Controllers.Select(legacy).OfType<string>()))
        {
            var home = new TreeCgroup(Path.Combine(place, name));

            // The kill is under way when it returns: only an empty one can be removed.
            home.Kill();
            for (var pause = 1; !home.IsEmpty && Environment.TickCount64 < until; pause = Math.Min(2 * pause, 50))
            {
                Waiter.Pause(pause);
            }

            isClear &= home.IsEmpty;
            CgroupFiles.RemoveWhole(Path.Combine(place, name));
        }

        return isClear;
    }

    private bool Has(CgroupController controller) => _inUnified.Contains(controller) || _legacy.ContainsKey(controller);

    private string Place(CgroupController controller, string name) =>
        Path.Combine(_inUnified.Contains(controller) ? _unified! : _legacy[controller], name);

    private void Enable(string place, string home)
    {
        foreach (var controller in Controllers)
        {
            var name = controller.ToString().ToLowerInvariant();
            if (KernelFile.TryRead(Path.Combine(place, "cgroup.controllers"))?.Split(' ', '\n').Contains(name) == true
                && KernelFile.TryWrite(Path.Combine(place, "cgroup.subtree_control"), "+" + name)
                && KernelFile.TryWrite(Path.Combine(home, "cgroup.subtree_control"), "+" + name))
            {
                _inUnified.Add(controller);
            }
        }
    }
}
