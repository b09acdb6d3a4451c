using Estop.Processes;
using Estop.Processes.Tests;

/// <summary>Makes the tests' own executable what a service's is: guardian, child, command or, to be killed, a service.</summary>
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
            case "child":
                TestChild.Run();
                break;
            case "service":
                TestService.Run();
                break;
        }
    }
}
