namespace Estop;

/// <summary>What became of a run's cleanup when it was stopped.</summary>
public enum CleanupOutcome
{
    /// <summary>All cleanup that was due has run to its end, or none was due.</summary>
    Finished = 0,

    /// <summary>Cleanup passed its budget and was cut.</summary>
    Cut = 1,

    /// <summary>The run did not end, or its process was killed, so its cleanup may not have run.</summary>
    Unknown = 2,
}
