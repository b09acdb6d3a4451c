namespace Estop.Processes;

/// <summary>
/// Kills what bears the cookie of a tree that is not there any more, and was not found when that ended: orphans of the guardian's, of no
/// tree of its.
/// </summary>
internal sealed class NobodysKill(string instance, IReadOnlyCollection<Tree> trees, Spawner spawner)
{
    private const int PauseMilliseconds = 250;

    private List<int> _found = [];
    private long _next;

    /// <param name="orphans">Those that live. They are not reaped, so that their numbers are their own.</param>
    public void Strike(List<int> orphans)
    {
        var now = Environment.TickCount64;
        if (now < _next || spawner.IsBusy)
        {
            return;
        }

        _next = now + PauseMilliseconds;
        var cookies = trees.Select(static tree => tree.Cookie).ToHashSet();
        var found = orphans.FindAll(orphan =>
            ProcessFacts.Environment(orphan) is var environment
            && ProcessFacts.Variable(environment, ChildVariables.Instance) == instance
            && ProcessFacts.Variable(environment, ChildVariables.Child) is { } cookie
            && !cookies.Contains(cookie));

        // Found twice, since a tree that has just been started is not there yet.
        foreach (var orphan in found.FindAll(_found.Contains))
        {
            _ = Libc.Kill(orphan, Libc.KillSignal);
        }

        _found = found;
    }
}
