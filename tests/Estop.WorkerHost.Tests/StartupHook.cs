using Estop.WorkerHost.Tests.Faults;

/// <summary>Makes this test's own executable a service with a fault, before the test runner's <c>Main</c>.</summary>
internal static class StartupHook
{
    public static void Initialize() => OwnProcess.RunScenario();
}
