using Estop.Processes;
using Estop.WorkerHost;

/// <summary>
/// What the runtime calls before the program's own <c>Main</c>, by this name and outside of any namespace: here the service's
/// executable becomes a guardian or a child instead of a second service.
/// </summary>
#pragma warning disable CA1050 // The runtime looks for it outside of any namespace.
internal static class StartupHook
#pragma warning restore CA1050
{
    public static void Initialize()
    {
        var role = Environment.GetEnvironmentVariable(ChildVariables.Role);

        // First, so that nothing that is started from here is taken over too.
        Environment.SetEnvironmentVariable(ManagedEnvironment.StartupHooks, null);
        Environment.SetEnvironmentVariable(ChildVariables.Role, null);
        switch (role)
        {
            case "guardian":
                GuardianServer.Run();
                break;
            case "command":
                CommandChild.Run();
                break;
            case "child":
                ChildBootstrap.EndUnlessOfThisBuild();
                var refusal = ChildUser.Take();
                ChildHost.Run(ChildBootstrap.Begin(), refusal);
                break;
        }
    }
}
