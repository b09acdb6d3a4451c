using Estop.Weaving.MSBuild.Tests.Projects;

namespace Estop.Weaving.MSBuild.Tests;

/// <summary>The weaver works on what the compiler has just written, and only then.</summary>
// Not beside others that look at when the weaver of the feed was written, which this one touches.
[Collection("The time of the weaver")]
public class IncrementalBuildTests(PackageFeed feed)
{
    [Fact]
    public async Task A_second_build_neither_compiles_nor_weaves()
    {
        using var project = await BuildAsync();
        var woven = File.GetLastWriteTimeUtc(project.Assembly);
        var stamped = File.GetLastWriteTimeUtc(project.Stamp);

        (await project.DotnetAsync("build")).Succeeded();

        Assert.Equal(woven, File.GetLastWriteTimeUtc(project.Assembly));
        Assert.Equal(stamped, File.GetLastWriteTimeUtc(project.Stamp));
    }

    [Fact]
    public async Task A_changed_source_is_compiled_and_woven()
    {
        using var project = await BuildAsync();

        project.Write("Program.cs", """Console.WriteLine("changed");""");
        var output = (await project.DotnetAsync("run")).Succeeded();

        Assert.Contains("changed", output);
        Assert.True(AssemblyWeaver.IsWoven(project.Assembly));
    }

    [Fact]
    public async Task A_newer_weaver_starts_from_the_compilers_output_again()
    {
        using var project = await BuildAsync();
        var stamped = File.GetLastWriteTimeUtc(project.Stamp);

        File.SetLastWriteTimeUtc(Path.Combine(feed.Tasks, "Estop.Weaving.dll"), TimeProvider.System.GetUtcNow().UtcDateTime);
        (await project.DotnetAsync("build")).Succeeded();

        Assert.True(File.GetLastWriteTimeUtc(project.Stamp) > stamped);
        Assert.True(AssemblyWeaver.IsWoven(project.Assembly));
    }

    [Fact]
    public async Task A_build_that_ended_before_weaving_is_made_good_by_the_next()
    {
        using var project = ConsoleProject.Create(feed, Programs.PrintsItsStack);
        (await project.DotnetAsync("build", "-p:EstopWeavingTaskAssembly=missing.dll")).Failed();
        Assert.False(AssemblyWeaver.IsWoven(project.Assembly));

        (await project.DotnetAsync("build")).Succeeded();

        Assert.True(AssemblyWeaver.IsWoven(project.Assembly));
    }

    [Fact]
    public async Task A_build_that_ended_before_its_stamp_is_made_good_by_the_next()
    {
        using var project = await BuildAsync();
        File.Delete(project.Stamp);

        (await project.DotnetAsync("build")).Succeeded();

        Assert.True(AssemblyWeaver.IsWoven(project.Assembly));
    }

    [Fact]
    public async Task A_project_that_is_no_longer_woven_is_compiled_again()
    {
        using var project = await BuildAsync();

        (await project.DotnetAsync("build", "-p:EstopWeave=false")).Succeeded();
        Assert.False(AssemblyWeaver.IsWoven(project.Assembly));

        (await project.DotnetAsync("build")).Succeeded();
        Assert.True(AssemblyWeaver.IsWoven(project.Assembly));
    }

    [Fact]
    public async Task Symbols_of_an_earlier_build_are_not_taken_for_those_of_this_one()
    {
        using var project = await BuildAsync();

        project.Write("Program.cs", Programs.PrintsItsStack);
        var output = (await project.DotnetAsync("run", "-p:DebugType=embedded")).Succeeded();

        Assert.Contains("Program.cs:line 7", output);
    }

    [Fact]
    public async Task A_clean_takes_the_stamp_with_it()
    {
        using var project = await BuildAsync();

        (await project.DotnetAsync("clean")).Succeeded();

        Assert.False(File.Exists(project.Stamp));
        Assert.False(File.Exists(project.Assembly));
    }

    private async Task<ConsoleProject> BuildAsync()
    {
        var project = ConsoleProject.Create(feed, Programs.PrintsItsStack);
        (await project.DotnetAsync("build")).Succeeded();
        Assert.True(AssemblyWeaver.IsWoven(project.Assembly));
        return project;
    }
}
