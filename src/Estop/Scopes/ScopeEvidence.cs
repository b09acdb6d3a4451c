namespace Estop;

/// <summary>
/// What was seen while a scope was being stopped: which rung took effect, and where. Under the scope's lock, and
/// unchanging once the scope is over.
/// </summary>
internal sealed class ScopeEvidence
{
    /// <summary>A stop that handlers turn back is thrown again and again; the first few tell the place.</summary>
    private const int MostStops = 8;

    private readonly List<StopException> _stops = [];
    private ScopeThread? _thread;
    private StopException? _cut;
    private StopException? _lockCut;

    /// <summary>The furthest rung that took effect in the scope's code; null if none did.</summary>
    public Rung? EndedBy { get; private set; }

    /// <summary>What was closed because nothing else ended the code that waits for it.</summary>
    public List<string> Closed { get; } = [];

    /// <summary>The operations that were let go of, because nothing else ended the code that awaited them.</summary>
    public List<string> LetGo { get; } = [];

    /// <summary>Whether a shield broke.</summary>
    public bool CleanupWasCut => _cut is not null || HandlerWasCut || CutShield is not null;

    /// <summary>The name of the first declared shield that broke, or <c>cleanup</c> or <c>handler</c>; null if none did.</summary>
    public string? CutShield { get; set; }

    /// <summary>Whether an await was cut in a handler.</summary>
    public bool HandlerWasCut { get; set; }

    /// <summary>Whether an async method ended because the stop had cancelled what it awaited.</summary>
    public bool AwaitWasEnded { get; set; }

    /// <summary>What threads and work items of the scope threw under the stop, one sentence each.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>
    /// Where the first safepoint threw. Read from what the exceptions saw on their way, so that the stop itself does not
    /// wait for a stack to be walked.
    /// </summary>
    public string? StoppedAt => _stops.Count == 0 ? null : StackText.Of(_stops);

    /// <summary>Where a shield that had broken threw first.</summary>
    public string? CutAt => _cut is null ? null : StackText.Of([_cut]);

    /// <summary>Where a safepoint threw first amid a lock whose budget was spent.</summary>
    public string? LockCutAt => _lockCut is null ? null : StackText.Of([_lockCut]);

    /// <summary>A safepoint throws <paramref name="stop"/> on <paramref name="thread"/>.</summary>
    public void Thrown(StopException stop, ScopeThread thread)
    {
        Took(thread.Abort is { IsSent: true } ? Rung.Abort
            : LetGo.Count > 0 ? Rung.LetGo
            : Closed.Count > 0 ? Rung.Close
            : thread.EndedBy ?? Rung.Safepoint);
        _thread ??= thread;
        if (ReferenceEquals(_thread, thread) && _stops.Count < MostStops)
        {
            _stops.Add(stop);
        }

        if (thread.IsInDeclaredShield || thread.Shields != 0)
        {
            _cut ??= stop;
            CutShield ??= thread.IsInDeclaredShield ? thread.Declared!.Name
                : ShieldDepth.IsSwallowingHandler(thread.Shields) ? "handler"
                : "cleanup";
        }
        else if (thread.Locks != 0)
        {
            _lockCut ??= stop;
        }
    }

    /// <summary>A thread leaves the scope under a stop: what was seen to end what it was in counts, whatever became of it.</summary>
    public void Left(ScopeThread thread)
    {
        if (thread.EndedBy is { } rung)
        {
            Took(Closed.Count > 0 && rung < Rung.Close ? Rung.Close : rung);
        }
    }

    /// <summary>The scope lets go of an operation.</summary>
    public void LetGoOf(string operation)
    {
        Took(Rung.LetGo);
        LetGo.Add(operation);
    }

    /// <summary>A rung took effect where no safepoint threw, for all that is known: what was seen goes before that.</summary>
    public void Ended(Rung rung) => EndedBy ??= rung;

    // Of several threads one may be the last to leave or another, as it happens; which rungs it took does not depend on that.
    private void Took(Rung rung) => EndedBy = EndedBy > rung ? EndedBy : rung;
}
