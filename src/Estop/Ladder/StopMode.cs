namespace Estop;

/// <summary>How a stop is carried out, after the stop categories of IEC 60204-1.</summary>
public enum StopMode
{
    /// <summary>Stop now; cleanup (<c>finally</c>, <c>using</c>, handlers) runs within its budget. The default.</summary>
    Prompt = 0,

    /// <summary>Cancel the token, wait the grace period, then go on as <see cref="Prompt"/>.</summary>
    Graceful = 1,

    /// <summary>Stop now, without waiting for cleanup: shields are broken from the start.</summary>
    Kill = 2,
}
