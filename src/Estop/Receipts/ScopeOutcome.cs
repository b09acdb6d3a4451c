namespace Estop;

/// <summary>What became of a scope.</summary>
public enum ScopeOutcome
{
    /// <summary>The body returned of itself.</summary>
    Completed = 0,

    /// <summary>The body threw an exception of its own.</summary>
    Failed = 1,

    /// <summary>A stop ended it, and no code of it executes any more.</summary>
    Stopped = 2,

    /// <summary>A stop was asked for and did not end it within the deadline: code of it may still execute.</summary>
    Abandoned = 3,
}
