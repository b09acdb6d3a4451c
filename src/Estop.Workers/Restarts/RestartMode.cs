namespace Estop.Workers;

/// <summary>When a worker is started again of which a run has ended. One that was stopped never is.</summary>
public enum RestartMode
{
    /// <summary>Not at all.</summary>
    Never = 0,

    /// <summary>When the run has failed: its code threw, its process has crashed, or its program ended with another exit code.</summary>
    OnFailure = 1,

    /// <summary>When the run has failed or completed.</summary>
    Always = 2,
}
