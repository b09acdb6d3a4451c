namespace Estop.Processes;

/// <summary>
/// Kills what belongs to a tree, wherever it has moved to. What is in the group or the cgroup dies by one call each; the rest is
/// looked for: among the descendants, and among what the guardian was given to as nearest subreaper when its parent died.
/// </summary>
internal sealed class TreeKill(IReadOnlyCollection<Tree> trees, Spawner spawner)
{
    private const int Kill = 9;
    private const int MaximumPasses = 100;

    /// <summary>Kills all of it that can be found now. Its first process is not reaped yet, so its number is its own.</summary>
    public void Strike(Tree tree)
    {
        // Noted before anything dies: who has lost its parent can be told by less. The first process dies first: it must not see
        // the death of another, and go on.
        Descend(tree, tree.ProcessId);
        if (tree.Status is null)
        {
            ProcessDescriptor.Signal(tree.Handle, Kill);
        }

        Freezer.Thaw(tree.ProcessId);
        _ = Libc.Kill(-tree.ProcessId, Kill);
        KillNoted(tree);
        SweepAdopted(tree);

        // Last, since it leaves nothing that could be named.
        tree.Cgroup?.Kill();
    }

    /// <summary>Kills what of it was given to the guardian, until nothing new is found.</summary>
    private void SweepAdopted(Tree tree)
    {
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var before = tree.Others.Count;
            foreach (var orphan in ProcessFacts.Adopted())
            {
                if (!tree.Stragglers.ContainsKey(orphan))
                {
                    Take(tree, orphan, () => IsOf(tree, orphan));
                }
            }

            if (tree.Others.Count == before)
            {
                return;
            }

            KillNoted(tree);
        }
    }

    private static void KillNoted(Tree tree)
    {
        foreach (var straggler in tree.Stragglers.Values)
        {
            ProcessDescriptor.Signal(straggler.Handle, Kill);
            Freezer.Thaw(straggler.ProcessId);
        }
    }

    private void Descend(Tree tree, int parent)
    {
        foreach (var child in ProcessFacts.Children(parent))
        {
            if (!tree.Stragglers.ContainsKey(child))
            {
                Take(tree, child, () => ProcessFacts.Stat(child)?.Parent == parent);
            }
        }
    }

    /// <summary>Notes a process and its descendants if it is of the tree.</summary>
    private void Take(Tree tree, int processId, Func<bool> isOfTheTree)
    {
        var handle = ProcessDescriptor.Open(processId, out _);
        if (handle is null)
        {
            return;
        }

        // Asked while the handle is open, and it lives after that: the answer was about this very process.
        var name = ProcessFacts.Stat(processId)?.Name ?? "";
        if (!isOfTheTree() || ProcessDescriptor.IsDead(handle))
        {
            handle.Dispose();
            return;
        }

        tree.Stragglers.Add(processId, new Straggler(processId, name, handle));
        tree.Others.Add(new KilledProcess(processId, name));
        Descend(tree, processId);
    }

    private bool IsOf(Tree tree, int orphan) =>
        ProcessFacts.Stat(orphan)?.Session == tree.ProcessId
        || tree.Cgroup?.Contains(orphan) == true
        || (ProcessFacts.Variable(orphan, ChildVariables.Child) is { } cookie
            ? cookie == tree.Cookie
            // It has thrown its environment and its session away. Where there is one tree only, it is of that one.
            : trees.Count == 1 && !spawner.IsBusy);
}
