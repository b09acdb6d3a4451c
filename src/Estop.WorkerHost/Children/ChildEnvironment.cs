using System.Collections;
using Estop.Processes;

namespace Estop.WorkerHost;

/// <summary>The environment of a child: what the service has, without what would change how the runtime runs.</summary>
internal static class ChildEnvironment
{
    private static readonly string[] NotInherited = ["DOTNET_", "CORECLR_", "COMPlus_", "ASPNETCORE_", "ESTOP_"];

    // By these the runtime is found, and is what the service's is.
    private static readonly string[] Inherited =
    [
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_ROLL_FORWARD", "DOTNET_BUNDLE_EXTRACT_BASE_DIR",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
    ];

    public static Dictionary<string, string> Create(string role, IEnumerable<KeyValuePair<string, string>> declared)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Inherited.Contains(name) || !NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                variables[name] = (string?)variable.Value ?? "";
            }
        }

        // A diagnostic port that is inherited would hold the child up, and each killed child would leave its files behind.
        variables["DOTNET_EnableDiagnostics"] = "0";
        variables["DOTNET_gcServer"] = "0";

        // Collects on the thread that allocates: a second heap's worth of bookkeeping and a thread less in each child.
        variables["DOTNET_gcConcurrent"] = "0";
        variables["DOTNET_TieredPGO"] = "0";

        // Otherwise each piece of code and of the runtime's data is mapped a second time to be written.
        variables["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (var (name, value) in declared)
        {
            variables[name] = value;
        }

        variables[ManagedEnvironment.StartupHooks] = typeof(ChildEnvironment).Assembly.GetName().Name!;
        variables[ChildVariables.Role] = role;
        return variables;
    }
}
