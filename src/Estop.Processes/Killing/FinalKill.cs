namespace Estop.Processes;

/// <summary>What a guardian does last: kills everything that comes of it, again and again.</summary>
internal static class FinalKill
{
    private const int LongestPause = 50;

    /// <summary>Returns when the kernel says that there is no child any more, and none can come.</summary>
    /// <param name="isStarting">Whether another thread may be about to start one.</param>
    public static void UntilNobodyIsLeft(Func<bool> isStarting)
    {
        var pause = 1;
        while (true)
        {
            // Asked first: what was being started then is a child by now, or will never be.
            var more = isStarting();
            try
            {
                KillDescendants(Environment.ProcessId);
            }
            catch (Exception)
            {
                // Whatever it was: what could not be done now is done the next time. Nobody else does it.
            }

            var none = false;
            var reaped = false;
            while (!none && ProcessDescriptor.ReapAny(out none))
            {
                reaped = true;
            }

            if (none && !more)
            {
                return;
            }

            pause = reaped ? 1 : Math.Min(2 * pause, LongestPause);
            Waiter.Pause(pause);
        }
    }

    private static void KillDescendants(int parent)
    {
        foreach (var child in ProcessFacts.Children(parent))
        {
            var handle = ProcessDescriptor.Open(child, out _);
            if (handle is null)
            {
                continue;
            }

            using (handle)
            {
                // It is this parent's child while the handle is open: it is no other's of the same number.
                if (ProcessFacts.Stat(child)?.Parent != parent)
                {
                    continue;
                }

                KillDescendants(child);
                ProcessDescriptor.Signal(handle, Libc.KillSignal);
                Freezer.Thaw(child);
            }
        }
    }
}
