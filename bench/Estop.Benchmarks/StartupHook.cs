using Estop.Benchmarks.Processes;
using Estop.Processes;

/// <summary>Makes this executable what a service's is: a guardian, a child, or a service that is to be killed.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        switch (Environment.GetEnvironmentVariable(ChildVariables.Role))
        {
            case "guardian":
                GuardianServer.Run();
                break;
            case "command":
                CommandChild.Run();
                break;
            case OrphansService.Role:
                OrphansService.RunAsync().GetAwaiter().GetResult();
                break;
        }
    }
}
