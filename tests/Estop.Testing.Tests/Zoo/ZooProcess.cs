using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Estop.Testing.Tests.Zoo;

/// <summary>
/// Runs hostile workers in a process of their own: what is abandoned there goes on, and what it holds is gone with the process.
/// </summary>
internal static class ZooProcess
{
    private static readonly TimeSpan HardTimeout = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Observed>> RunAsync(
        string variant, TimeSpan deadline, int atOnce, IReadOnlyList<string> names)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "bin", "Estop.Testing.Host", Repository.Configuration);
        string[] arguments =
        [
            Path.Combine(folder, "Estop.Testing.Host.dll"),
            variant,
            deadline.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            atOnce.ToString(CultureInfo.InvariantCulture),
            .. names,
        ];
        using var process = new Process
        {
            // Nobody writes to its console, and nobody closes it.
            StartInfo = new ProcessStartInfo("dotnet", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync().WaitAsync(HardTimeout);
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(HardTimeout);
            Assert.Empty(errors);
            return
            [
                .. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonSerializer.Deserialize<Observed>(line)!),
            ];
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
