namespace Estop.Processes;

/// <summary>
/// Kills what belongs to a tree, wherever it has moved to. What is in the group or the cgroup dies by one call each; the rest is
/// looked for: among the descendants, and among what the guardian was given to as nearest subreaper when its parent died.
/// </summary>
internal sealed class TreeKill(IReadOnlyCollection<Tree> trees, Spawner spawner, DescriptorReserve reserve)
{
    private const int Stop = 19;
    private const int MaximumPasses = 100;

    // Milliseconds. What takes longer is found as nobody's.
    private const int LongestExec = 3;
    private const int LongestEnd = 100;

    // What hangs at its end may do so for ever, and every tree is looked for among it.
    private readonly HashSet<int> _waitedFor = [];

    /// <summary>Kills all of it that can be found now. Its first process is not reaped yet, so its number is its own.</summary>
    public void Strike(Tree tree)
    {
        tree.IsSearched = TryStrike(tree);
        if (!tree.IsSearched)
        {
            reserve.Release();
            tree.IsSearched = TryStrike(tree);
        }
    }

    /// <summary>Kills what it finds; false if it could not look everywhere.</summary>
    private bool TryStrike(Tree tree)
    {
        // Noted before anything dies: who has lost its parent can be told by less. The first process dies first: it must not see
        // the death of another, and go on.
        var hasNoted = CanLook(() => NoteDescendants(tree));
        tree.Hurry();
        if (tree.Status is null)
        {
            ProcessDescriptor.Signal(tree.Handle, Libc.KillSignal);
        }

        Freezer.Thaw(tree.ProcessId);
        _ = Libc.Kill(-tree.ProcessId, Libc.KillSignal);
        KillNoted(tree);
        var hasSwept = CanLook(() => SweepAdopted(tree));

        // Last, since it leaves nothing that could be named.
        if (tree.Cgroup is { IsEmpty: false } cgroup)
        {
            cgroup.Kill();
        }

        return hasNoted && hasSwept;
    }

    private static bool CanLook(Action look)
    {
        try
        {
            look();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Kills what of it was given to the guardian, until nothing new is found.</summary>
    private void SweepAdopted(Tree tree)
    {
        // One that has died before it could be taken is new too: what it had started was given to the guardian by its death.
        var seen = new HashSet<int>();
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var isNew = false;
            var adopted = ProcessFacts.Adopted();
            _waitedFor.IntersectWith(adopted);
            foreach (var orphan in adopted.Where(seen.Add))
            {
                isNew = true;
                if (Take(tree, orphan, () => IsOf(tree, orphan)))
                {
                    Descend(tree, orphan);
                }
            }

            if (!isNew)
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
            ProcessDescriptor.Signal(straggler.Handle, Libc.KillSignal);
            Freezer.Thaw(straggler.ProcessId);
        }
    }

    private static void NoteDescendants(Tree tree)
    {
        if (ProcessFacts.Children(tree.ProcessId).Count > 0)
        {
            // Held first: a tree that goes on growing may grow faster than it is looked through. Nobody dies of this.
            _ = Libc.Kill(-tree.ProcessId, Stop);
            Descend(tree, tree.ProcessId);
        }
    }

    private static void Descend(Tree tree, int ancestor)
    {
        var parents = new Stack<int>([ancestor]);
        while (parents.TryPop(out var parent))
        {
            foreach (var child in ProcessFacts.Children(parent))
            {
                if (Take(tree, child, () => ProcessFacts.Stat(child)?.Parent == parent))
                {
                    parents.Push(child);
                }
            }
        }
    }

    /// <summary>Notes a process if it is of the tree and was not noted before, and holds it.</summary>
    /// <exception cref="IOException">It could not be looked at.</exception>
    private static bool Take(Tree tree, int processId, Func<bool> isOfTheTree)
    {
        if (tree.Stragglers.ContainsKey(processId) || ProcessDescriptor.OpenIfThere(processId) is not { } handle)
        {
            return false;
        }

        var isTaken = false;
        try
        {
            // Asked while the handle is open, and it lives after that: the answer was about this very process.
            var name = ProcessFacts.Stat(processId)?.Name ?? "";
            if (isOfTheTree() && !ProcessDescriptor.IsDead(handle))
            {
                // It may have left the group that is held.
                ProcessDescriptor.Signal(handle, Stop);
                tree.Stragglers.Add(processId, new Straggler(processId, name, handle));
                tree.Others.Add(new KilledProcess(processId, name));
                isTaken = true;
            }

            return isTaken;
        }
        finally
        {
            if (!isTaken)
            {
                handle.Dispose();
            }
        }
    }

    private bool IsOf(Tree tree, int orphan) =>
        ProcessFacts.Stat(orphan)?.Session == tree.ProcessId
        || tree.Cgroup?.Contains(orphan) == true
        || (CookieOf(orphan) is { } cookie
            ? cookie == tree.Cookie
            // It has thrown its environment and its session away. Where there is one tree only, beside others that end now, it is of that one.
            : trees.All(other => other == tree || other.IsKnownDead) && !spawner.IsBusy);

    /// <summary>
    /// A process amid an <c>execve</c> has no environment yet, and is asked again. One amid its end has none any more, but may still be the
    /// parent of others, which the guardian is given when it is dead: that is waited for, once where it does not come to its end.
    /// </summary>
    private string? CookieOf(int orphan)
    {
        for (var milliseconds = 0; ; milliseconds++)
        {
            var environment = ProcessFacts.Environment(orphan);
            var most = !string.IsNullOrEmpty(environment) || ProcessFacts.Stat(orphan) is null or { State: 'Z' or 'X' } ? 0
                : ProcessFacts.HasMemory(orphan) ? LongestExec
                : _waitedFor.Contains(orphan) ? 0
                : LongestEnd;
            if (milliseconds >= most)
            {
                if (milliseconds == LongestEnd)
                {
                    _waitedFor.Add(orphan);
                }

                return ProcessFacts.Variable(environment, ChildVariables.Child);
            }

            Waiter.Pause(1);
        }
    }
}
