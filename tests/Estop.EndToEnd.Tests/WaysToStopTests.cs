using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Estop.EndToEnd.Tests;

public partial class WaysToStopTests
{
    private const string Page = "docs/guide/killing-a-thread.md";

    private static readonly TimeSpan HardTimeout = TimeSpan.FromMinutes(3);

    /// <remarks>With <c>ESTOP_UPDATE_SNAPSHOTS=1</c> the table in the guide is written anew, with its times.</remarks>
    [Fact]
    public async Task Each_way_to_stop_a_thread_does_what_the_guide_says()
    {
        var printed = await PrintAsync();
        var page = Repository.Read(Page);
        if (Environment.GetEnvironmentVariable("ESTOP_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(
                Path.Combine(Repository.Root, Page),
                Table.Replace(page, _ => $"<!-- ways -->\n{printed.Trim()}\n<!-- /ways -->"));
            return;
        }

        Assert.Equal(Times.Replace(Table.Match(page).Groups["table"].Value.Trim(), "in time"), Times.Replace(printed.Trim(), "in time"));
    }

    private static async Task<string> PrintAsync()
    {
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "WaysToStop", Repository.Configuration, "WaysToStop.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true })!;
        try
        {
            return await process.StandardOutput.ReadToEndAsync().WaitAsync(HardTimeout);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"after \d+ ms")]
    private static partial Regex Times { get; }

    [GeneratedRegex("<!-- ways -->(?<table>.*?)<!-- /ways -->", RegexOptions.Singleline)]
    private static partial Regex Table { get; }
}
