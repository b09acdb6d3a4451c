namespace Estop.Weaving.Passes.Catches;

/// <summary>What becomes of a catch handler.</summary>
internal enum HandlerTreatment
{
    /// <summary>Nothing: it can neither swallow a stop nor take time, or it belongs to a state machine's own working.</summary>
    None,

    /// <summary>A forced check when it ends. It does nothing that could take time.</summary>
    Check,

    /// <summary>A shield of the handler budget, and a forced check when it ends.</summary>
    ShieldAndCheck,

    /// <summary>A shield of the cleanup budget: it ends by throwing.</summary>
    ShieldAsCleanup,
}
