namespace Estop;

/// <summary>Where an interrupt or a signal of Estop's to a thread stands.</summary>
internal enum InterruptState
{
    /// <summary>None is under way.</summary>
    None,

    /// <summary>One is about to be sent, or not, as the thread turns out to be.</summary>
    BeingSent,

    /// <summary>One was sent, and may or may not have been thrown.</summary>
    Sent,

    /// <summary>A <see cref="WakeSignal"/> was sent, and may not have been delivered.</summary>
    Signalled,

    /// <summary>The runtime's abort is on its way.</summary>
    Aborted,
}
