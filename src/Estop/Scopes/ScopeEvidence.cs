using System.Diagnostics;

namespace Estop;

/// <summary>What was seen while a scope was being stopped: which rung took effect, and where.</summary>
internal sealed class ScopeEvidence
{
    private StackTrace? _stoppedAt;
    private StackTrace? _cutAt;

    /// <summary>The last rung that took effect in the scope's code; null if none did.</summary>
    public Rung? EndedBy { get; private set; }

    /// <summary>Where the first safepoint threw.</summary>
    public string? StoppedAt => _stoppedAt is null ? null : StackText.Format(_stoppedAt);

    /// <summary>Where a shield that had broken threw first.</summary>
    public string? CutAt => _cutAt is null ? null : StackText.Format(_cutAt);

    /// <summary>A safepoint is about to throw on the calling thread.</summary>
    public void Thrown(Rung rung, bool cut)
    {
        EndedBy = rung;
        if (_stoppedAt is null || (cut && _cutAt is null))
        {
            var here = new StackTrace(skipFrames: 2, fNeedFileInfo: false);
            _stoppedAt ??= here;
            _cutAt ??= cut ? here : null;
        }
    }

    /// <summary>A rung took effect where no safepoint threw.</summary>
    public void Ended(Rung rung) => EndedBy ??= rung;
}
