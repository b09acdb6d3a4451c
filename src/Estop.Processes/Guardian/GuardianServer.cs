namespace Estop.Processes;

/// <summary>The guardian itself: what the service's executable does in the role <c>guardian</c>.</summary>
internal static class GuardianServer
{
    /// <summary>
    /// Spawns, kills and reaps until the service has gone, then kills what is left, and ends the process: it does not return.
    /// Called from the startup hook, before any user code.
    /// </summary>
    public static void Run()
    {
        var code = 1;
        GuardianLoop? loop = null;
        try
        {
            GuardianProcess.TakeOver();
            var instance = Environment.GetEnvironmentVariable(ChildVariables.Instance) ?? "";
            loop = new GuardianLoop(instance, Environment.GetEnvironmentVariable(ChildVariables.Lock));
            loop.Run();
            code = 0;
        }
        catch
        {
            // Whatever it was, its children must not outlive it.
        }

        FinalKill.UntilNobodyIsLeft(() => loop?.IsStarting == true);
        loop?.Clear();
        Libc.Exit(code);
    }
}
