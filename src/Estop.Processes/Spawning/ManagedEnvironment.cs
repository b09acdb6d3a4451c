using System.Collections;

namespace Estop.Processes;

/// <summary>
/// The environment in which the service's executable is started again. Of the service's own variables only those go with it that
/// its runtime is found by: an inherited diagnostic port hangs a child, and secrets are the service's.
/// </summary>
internal static class ManagedEnvironment
{
    /// <summary>The variable that names the assemblies with a startup hook.</summary>
    public const string StartupHooks = "DOTNET_STARTUP_HOOKS";

    private static readonly string[] Passed =
    [
        "PATH", "HOME", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "SSL_CERT_DIR", "SSL_CERT_FILE", "DOTNET_BUNDLE_EXTRACT_BASE_DIR",
    ];

    private static readonly string[] PassedPrefixes =
        ["LC_", "LANG", "DOTNET_ROOT", "DOTNET_ROLL_FORWARD", "DOTNET_SYSTEM_GLOBALIZATION_"];

    /// <summary>A new one, to which the caller adds.</summary>
    public static Dictionary<string, string> Create()
    {
        var environment = new Dictionary<string, string>
        {
            // Without it each killed process leaves its diagnostic sockets in the temporary folder.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_gcServer"] = "0",
        };
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Passed.Contains(name) || Array.Exists(PassedPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                environment[name] = (string?)variable.Value ?? "";
            }
        }

        return environment;
    }
}
