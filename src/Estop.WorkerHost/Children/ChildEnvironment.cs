using Estop.Processes;

namespace Estop.WorkerHost;

/// <summary>The environment of what the service's executable is to be in a role other than the service's.</summary>
internal static class ChildEnvironment
{
    /// <param name="role">What it is to be.</param>
    /// <param name="declared">Variables for workers; other roles run none, and get nothing but what they need.</param>
    public static Dictionary<string, string> Create(string role, IEnumerable<KeyValuePair<string, string>> declared)
    {
        var environment = role == "child" ? ManagedEnvironment.CreateForWorkers(declared) : ManagedEnvironment.Create();
        environment[ManagedEnvironment.StartupHooks] = typeof(ChildEnvironment).Assembly.GetName().Name!;
        environment[ChildVariables.Role] = role;
        return environment;
    }
}
