using System.Reflection.Metadata;
using Estop.Weaving.MSBuild.Tests.Projects;

namespace Estop.Weaving.MSBuild.Tests;

/// <summary>What the package does for a project that references it, and nothing else of Estop.</summary>
public class PackageTests(PackageFeed feed)
{
    [Theory]
    [InlineData("Debug")]
    [InlineData("Release")]
    public async Task A_project_with_one_package_reference_stops_an_endless_loop(string configuration)
    {
        using var project = ConsoleProject.Create(feed, Programs.StopsAnEndlessLoop);

        var output = (await project.DotnetAsync("run", "-c", configuration)).Succeeded();

        Assert.Contains("outcome: Stopped, ended by: Safepoint", output);
    }

    [Theory]
    [InlineData("fs", Programs.StopsAnEndlessLoopInFSharp)]
    [InlineData("vb", Programs.StopsAnEndlessLoopInVisualBasic)]
    public async Task A_project_in_another_language_stops_an_endless_loop(string language, string program)
    {
        using var project = ConsoleProject.Create(feed, program, language: language);

        var output = (await project.DotnetAsync("run", "-c", "Release")).Succeeded();

        Assert.Contains("outcome: Stopped, ended by: Safepoint", output);
    }

    [Fact]
    public async Task A_publish_without_a_build_takes_the_woven_assembly()
    {
        using var project = ConsoleProject.Create(feed, Programs.StopsAnEndlessLoop);
        (await project.DotnetAsync("build", "-c", "Release")).Succeeded();

        (await project.DotnetAsync("publish", "--no-build", "-o", "out")).Succeeded();
        var output = (await project.DotnetAsync("out/App.dll")).Succeeded();

        Assert.Contains("outcome: Stopped", output);
    }

    [Theory]
    [InlineData("portable", "Program.cs:line 7")]
    [InlineData("embedded", "Program.cs:line 7")]
    [InlineData("none", "at Program.")]
    public async Task Debugging_information_is_kept(string debugType, string frame)
    {
        using var project = ConsoleProject.Create(
            feed, Programs.PrintsItsStack, $"<DebugType>{debugType}</DebugType>");

        var output = (await project.DotnetAsync("run")).Succeeded();

        Assert.Contains(frame, output);
        Assert.True(AssemblyWeaver.IsWoven(project.Assembly));
        if (debugType == "portable")
        {
            // Where a debugger can stop: in the head of the loop, its body, the handler.
            Assert.Subset(LinesOf(Path.ChangeExtension(project.Assembly, ".pdb")), new HashSet<int> { 1, 5, 7, 10, 12, 13 });
        }
    }

    [Fact]
    public async Task Hot_Reload_is_off()
    {
        using var project = ConsoleProject.Create(feed, Programs.StopsAnEndlessLoop);
        (await project.DotnetAsync("build")).Succeeded();

        var capabilities = (await project.DotnetAsync("msbuild", "-getItem:ProjectCapability")).Succeeded();
        var runtimeConfiguration = File.ReadAllText(
            Path.Combine(project.Directory, "bin", "Debug", "net10.0", "App.runtimeconfig.json"));

        Assert.DoesNotContain("SupportsHotReload", capabilities);
        Assert.Contains("\"System.Reflection.Metadata.MetadataUpdater.IsSupported\": false", runtimeConfiguration);
    }

    [Fact]
    public async Task A_project_can_say_no()
    {
        using var project = ConsoleProject.Create(
            feed, Programs.PrintsItsStack, "<EstopWeave>false</EstopWeave>");

        (await project.DotnetAsync("build")).Succeeded();

        Assert.False(AssemblyWeaver.IsWoven(project.Assembly));
    }

    [Fact]
    public async Task A_project_without_the_runtime_is_refused()
    {
        using var project = ConsoleProject.Create(
            feed,
            Programs.PrintsItsStack,
            rest: """<ItemGroup><PackageReference Include="Estop" Version="0.1.0" ExcludeAssets="all" /></ItemGroup>""");

        var output = (await project.DotnetAsync("build")).Failed();

        Assert.Contains("error ESTOP0002: App.dll is to be woven, but its project does not reference Estop.dll", output);
    }

    [Fact]
    public async Task A_second_weaving_is_refused()
    {
        using var project = ConsoleProject.Create(
            feed,
            Programs.PrintsItsStack,
            rest: """
                <Target Name="Again" AfterTargets="EstopWeave">
                  <WeaveAssembly Assembly="@(IntermediateAssembly)" References="@(ReferencePath)" />
                </Target>
                """);

        var output = (await project.DotnetAsync("build")).Failed();

        Assert.Contains("App.dll : error ESTOP0001:", output);
    }

    /// <summary>The lines of the source on which statements start.</summary>
    private static HashSet<int> LinesOf(string symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
        var reader = provider.GetMetadataReader();
        return
        [
            .. reader.MethodDebugInformation
                .SelectMany(method => reader.GetMethodDebugInformation(method).GetSequencePoints())
                .Where(point => !point.IsHidden)
                .Select(point => point.StartLine),
        ];
    }
}
