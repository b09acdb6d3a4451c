namespace Estop.Architecture.Tests.House;

public class HouseTests
{
    public static TheoryData<string> SourceProjects =>
        [.. Repository.Files("*.csproj").Where(file => file.StartsWith("src/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void A_project_references_only_what_the_house_allows(string file)
    {
        var project = ProjectFile.Parse(Path.GetFileNameWithoutExtension(file), Repository.Read(file));
        var rule = HouseRules.For(project.Name);

        Assert.True(rule is not null, $"{project.Name} has no rule. Say in {nameof(HouseRules)} what it may reference.");
        Assert.Empty(project.Violations(rule));
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void A_built_assembly_references_only_what_the_house_allows(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var assembly = BuiltAssembly.Read(
            Path.Combine(Repository.Root, "artifacts", "bin", name, Repository.Configuration, name + ".dll"));

        Assert.Empty(assembly.Violations(HouseRules.For(name)!));
    }

    [Theory]
    [InlineData("""<ProjectReference Include="../Estop.Workers/Estop.Workers.csproj" />""", "the project Estop.Workers")]
    [InlineData("""<ProjectReference Include="..\..\tests\Estop.Tests\Estop.Tests.csproj" />""", "the project Estop.Tests")]
    [InlineData("""<PackageReference Include="Mono.Cecil" />""", "the package Mono.Cecil")]
    [InlineData("""<FrameworkReference Include="Microsoft.AspNetCore.App" />""", "the framework Microsoft.AspNetCore.App")]
    public void A_planted_reference_in_a_project_is_found(string reference, string named)
    {
        var planted = ProjectFile.Parse(
            "Estop",
            $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{reference}</ItemGroup></Project>""");

        var violation = Assert.Single(planted.Violations(HouseRules.For("Estop")!));
        Assert.Contains(named, violation);
    }

    [Fact]
    public void A_planted_web_sdk_is_found()
    {
        var planted = ProjectFile.Parse("Estop.Workers", """<Project Sdk="Microsoft.NET.Sdk.Web" />""");

        Assert.Contains("Microsoft.NET.Sdk.Web", Assert.Single(planted.Violations(HouseRules.For("Estop.Workers")!)));
    }

    [Fact]
    public void A_planted_reference_in_an_assembly_is_found()
    {
        var planted = BuiltAssembly.Read(typeof(HouseTests).Assembly.Location);

        Assert.Contains(planted.Violations(HouseRules.For("Estop")!), violation => violation.Contains("xunit"));
    }

    [Fact]
    public void The_build_task_may_package_the_runtime_but_not_use_it()
    {
        var planted = new BuiltAssembly("Estop.Weaving.MSBuild", ["System.Runtime", "Estop.Weaving", "Estop"]);

        Assert.Equal(
            ["Estop.Weaving.MSBuild.dll references Estop.dll."],
            planted.Violations(HouseRules.For("Estop.Weaving.MSBuild")!));
    }
}
