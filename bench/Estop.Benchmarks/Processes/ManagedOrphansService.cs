using System.Diagnostics;
using System.Globalization;
using Estop.Processes;

namespace Estop.Benchmarks.Processes;

/// <summary>A service with woven workers in child processes, from the program that has them.</summary>
internal static class ManagedOrphansService
{
    /// <summary>The service in a process of its own, under a cookie that it chooses.</summary>
    public static Process Start(int seed)
    {
        // Beside this one, with its own dependencies: it is built whenever this is.
        const string name = "Estop.Benchmarks.Children";
        var program = Path.Combine(
            AppContext.BaseDirectory.Replace("/Estop.Benchmarks/", $"/{name}/", StringComparison.Ordinal), name);
        return Process.Start(new ProcessStartInfo(program, ["orphans-service", seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>The cookie of a service's tree, which its guardian bears; null while it has none.</summary>
    public static string? InstanceOf(int service) => ProcessFacts.Children(service)
        .Select(static child => ProcessFacts.Variable(child, ChildVariables.Instance))
        .FirstOrDefault(static instance => instance is not null);
}
