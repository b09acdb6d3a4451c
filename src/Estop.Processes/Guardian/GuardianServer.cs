namespace Estop.Processes;

/// <summary>The guardian itself: what the service's executable does in the role <c>guardian</c>.</summary>
internal static class GuardianServer
{
    /// <summary>
    /// Spawns, kills and reaps until the service has gone, then kills what is left, and ends the process: it does not return.
    /// Called from the startup hook, before any user code.
    /// </summary>
    public static void Run() => throw new NotImplementedException();
}
