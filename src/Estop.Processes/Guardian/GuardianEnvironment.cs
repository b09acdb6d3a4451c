namespace Estop.Processes;

/// <summary>The environment of a guardian: what its runtime needs, and nothing of the service's.</summary>
internal static class GuardianEnvironment
{
    public static Dictionary<string, string> For(GuardianOptions options)
    {
        var environment = ManagedEnvironment.Create();
        environment[ManagedEnvironment.StartupHooks] = options.StartupHook;
        environment[ChildVariables.Role] = "guardian";
        environment[ChildVariables.Instance] = options.Instance;
        if (options.LockPath is { } path)
        {
            environment[ChildVariables.Lock] = Path.GetFullPath(path);
        }

        if (!options.UseCgroups)
        {
            environment[ChildVariables.Cgroups] = "0";
        }

        // A runtime that gets no thread for the second compilation of its code ends its process, and the guardian's is everybody's.
        environment["DOTNET_TieredCompilation"] = "0";

        // It allocates next to nothing, and one thread more is one more to be scheduled.
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_GCHeapCount"] = "1";
        return environment;
    }
}
