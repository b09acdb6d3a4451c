using Estop.Weaving.MSBuild.Tests.Projects;

namespace Estop.Weaving.MSBuild.Tests;

/// <summary>What a build says about code that a stop does not come through.</summary>
public class StoppabilityBuildTests(PackageFeed feed)
{
    private const string Program = """
        using System.Runtime.InteropServices;

        Native.getppid();
        Native.Whole();

        internal static class Native
        {
            [DllImport("libc")] internal static extern int getppid();

            [Estop.Unstoppable("all or nothing")]
            internal static void Whole() => GC.KeepAlive(null);
        }
        """;

    [Fact]
    public async Task The_report_lies_beside_the_assembly_and_chosen_causes_are_warnings_and_errors()
    {
        using var project = ConsoleProject.Create(feed, Program, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");

        (await project.DotnetAsync("build")).Succeeded();
        Assert.Contains("`libc!getppid`", File.ReadAllText(Path.Combine(project.Intermediate, "stoppability.md")));
        Assert.Contains("\"cause\": \"OptOut\"", File.ReadAllText(Path.Combine(project.Intermediate, "stoppability.json")));

        var chosen = (await project.DotnetAsync(
            "build", "-p:TreatWarningsAsErrors=false", "-p:EstopStoppabilityWarnings=NativeCall", "-p:EstopStoppabilityErrors=OptOut")).Failed();
        Assert.Contains("Program.cs(3): warning ESTOP1001: A stop does not come through libc!getppid", chosen);
        Assert.Contains("Program.cs(11): error ESTOP1009: A stop does not come through Native.Whole() (all or nothing)", chosen);

        var unknown = (await project.DotnetAsync("build", "-p:EstopStoppabilityWarnings=NativeCode")).Failed();
        Assert.Contains("error ESTOP0003: EstopStoppabilityWarnings lists 'NativeCode'", unknown);
        Assert.Contains("NativeCall, FunctionPointerCall", unknown);

        project.Write("Program.cs", Program.Replace("all or nothing", "", StringComparison.Ordinal));
        var empty = (await project.DotnetAsync("build")).Failed();
        Assert.Contains("Program.cs(11): error ESTOP0001: [Unstoppable] on Native.Whole() gives no reason", empty);
    }
}
