namespace Estop.Processes;

/// <summary>The first lines of a child, before any user code.</summary>
internal static class ChildBootstrap
{
    /// <summary>
    /// Ties this process to its guardian, so that it dies with it, and gives up what a child does not need. Ends the process at
    /// once if its guardian has gone already. Called from the startup hook in the role <c>child</c>, on the main thread.
    /// </summary>
    /// <returns>This end of the channel to the service, not started yet.</returns>
    public static MessageChannel Begin() => throw new NotImplementedException();
}
