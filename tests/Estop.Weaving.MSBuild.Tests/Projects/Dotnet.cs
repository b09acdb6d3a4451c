using System.Diagnostics;

namespace Estop.Weaving.MSBuild.Tests.Projects;

/// <summary>Runs the <c>dotnet</c> command as a user would.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan HardTimeout = TimeSpan.FromMinutes(3);

    /// <param name="directory">Where it runs.</param>
    /// <param name="packages">The package cache it uses; null for the machine's.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<DotnetResult> RunAsync(string directory, string? packages, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["DOTNET_NOLOGO"] = "1",
                // No build node outlives its test.
                ["MSBUILDDISABLENODEREUSE"] = "1",
            },
        };
        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(HardTimeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took more than {HardTimeout}.");
        }

        return new DotnetResult(process.ExitCode, await output + await error);
    }
}
