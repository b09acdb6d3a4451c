namespace Estop.Runtime;

/// <summary>Which scope goes with work that is handed over.</summary>
internal static class Carried
{
    /// <summary>
    /// The scope of the calling code; none where the flow of the execution context is suppressed, which means that the work
    /// is to be detached.
    /// </summary>
    public static StopScope? Scope => ExecutionContext.IsFlowSuppressed() ? null : Ambient.Scope;
}
