namespace Estop.Processes;

/// <summary>Kills what earlier lives of the service have left, by the cookie that all of it bears.</summary>
internal static class InstanceSweep
{
    /// <summary>Kills everything of one life, until nothing of it is left or the time is over.</summary>
    /// <returns>What is left.</returns>
    /// <exception cref="IOException">This process has nothing left to look with.</exception>
    public static List<UnkilledProcess> Run(string instance, TimeSpan time)
    {
        var until = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var pause = 1;
        var clean = 0;
        var killed = new HashSet<int>();
        while (true)
        {
            // Twice: what is started while it is looked through may be started behind.
            var found = ProcessFacts.All().Where(process => KillIfOf(instance, process)).ToList();
            var alive = killed.Where(IsEnding).Union(found).ToList();
            killed.UnionWith(found);
            clean = alive.Count == 0 ? clean + 1 : 0;
            if (clean == 2 || Environment.TickCount64 > until)
            {
                return alive.ConvertAll(ProcessFacts.Unkilled);
            }

            if (clean == 0)
            {
                Waiter.Pause(pause);
                pause = Math.Min(2 * pause, 100);
            }
        }
    }

    /// <summary>Whether it has no environment any more that would tell whose it is, but is not dead.</summary>
    private static bool IsEnding(int processId) =>
        ProcessFacts.Stat(processId) is { State: not 'Z' and not 'X' } && !ProcessFacts.HasMemory(processId);

    private static bool KillIfOf(string instance, int processId)
    {
        // Most are not: the handle is had for those only that are.
        if (processId == Environment.ProcessId || ProcessFacts.Variable(processId, ChildVariables.Instance) != instance
            || ProcessDescriptor.OpenIfThere(processId) is not { } handle)
        {
            return false;
        }

        using (handle)
        {
            // Asked again while the handle is open: the number is this very process's. One that has ended has no variables.
            if (ProcessFacts.Variable(processId, ChildVariables.Instance) != instance || ProcessDescriptor.IsDead(handle))
            {
                return false;
            }

            ProcessDescriptor.Signal(handle, Libc.KillSignal);
            Freezer.Thaw(processId);
            return true;
        }
    }
}
