namespace Estop;

/// <summary>Who executes on behalf of a scope. Everything under the scope's lock.</summary>
internal sealed class ScopeMembers
{
    /// <summary>The threads that have a stop root of the scope on their stack.</summary>
    public List<ScopeThread> Threads { get; } = [];

    /// <summary>Work handed to threads and tasks that has not started.</summary>
    public int Queued { get; set; }

    /// <summary>Of that, what cleanup has handed over: it starts also when a stop is due.</summary>
    public int QueuedCleanup { get; set; }

    /// <summary>The body and the work handed over that have started and not ended, awaiting ones included.</summary>
    public int Running { get; set; } = 1;

    /// <summary>Dedicated threads that have left the scope and not yet the process's thread list.</summary>
    public int Exiting { get; set; }

    /// <summary>The dedicated threads that have left the process's thread list since a stop was asked for.</summary>
    public List<int> Gone { get; } = [];

    /// <summary>The scopes that code of this one has made, and that are not over. Each counts as running.</summary>
    public HashSet<StopScope> Inner { get; } = [];

    /// <summary>
    /// Those that a shield has made, which are stopped no sooner than it breaks or has ended. Each counts as running, too.
    /// </summary>
    public HashSet<StopScope> ShieldedInner { get; } = [];

    /// <summary>Of those that are <see cref="Running"/>, the operations that were let go of.</summary>
    public int LetGo { get; set; }

    /// <summary>The tasks that asynchronous code of the scope ends.</summary>
    public HashSet<Task> Awaiting { get; } = [];

    /// <summary>What threads have used that are not in the scope any more.</summary>
    public ScopeUsage Usage { get; set; }

    /// <summary>What the scope has opened.</summary>
    public OpenHandles Handles { get; } = new();

    /// <summary>Whether what was registered with the user's token is being called.</summary>
    public bool Cancelling { get; set; }

    /// <summary>What calls code of the scope, and is to end with it.</summary>
    public WeakEndings Ending { get; } = new();

    /// <summary>Whether code of the scope executes, or could go on to.</summary>
    public bool Execute => Running > 0 || Threads.Count > 0 || Cancelling;

    /// <summary>The operating system's ids of the threads, where it gives any.</summary>
    public IReadOnlyList<int> ThreadIds
    {
        get
        {
            var ids = new List<int>();
            foreach (var thread in Threads)
            {
                if (thread.OsId is not 0 and var id)
                {
                    ids.Add(id);
                }
            }

            return ids;
        }
    }

    /// <summary>Whether a thread could answer the scope at a poll, <paramref name="byParking"/> there, and has not yet.</summary>
    public bool SomeoneHasNotAnswered(StopScope scope, bool byParking)
    {
        // Asked at each tick of each ladder: nothing is allocated here.
        foreach (var thread in Threads)
        {
            if (!thread.Acknowledged && ReferenceEquals(thread.Scope, scope) && (!byParking || thread.CanPark))
            {
                return true;
            }
        }

        return false;
    }
}
