namespace Estop.Weaving.MSBuild.Tests.Projects;

/// <summary>A console project in a folder of its own, which references the packages of the feed.</summary>
internal sealed class ConsoleProject : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PackageFeed _feed;

    private ConsoleProject(PackageFeed feed) => _feed = feed;

    public string Assembly => Path.Combine(Intermediate, "App.dll");

    public string Stamp => Path.Combine(Intermediate, "App.csproj.EstopWoven.stamp");

    public string Program => Path.Combine(_directory.Path, "Program.cs");

    public string Directory => _directory.Path;

    public string Intermediate => Path.Combine(_directory.Path, "obj", "Debug", "net10.0");

    /// <param name="feed">The packages it may use.</param>
    /// <param name="program">The content of its one source file.</param>
    /// <param name="properties">Further properties of the project.</param>
    /// <param name="rest">Further elements of the project.</param>
    /// <param name="language">Its language, as the extension of source files: cs, fs or vb.</param>
    public static ConsoleProject Create(
        PackageFeed feed, string program, string properties = "", string rest = "", string language = "cs")
    {
        var project = new ConsoleProject(feed);
        project.Write("NuGet.config", feed.Configuration);
        project.Write($"Program.{language}", program);
        project.Write($"App.{language}proj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Estop.Weaving.MSBuild" Version="0.1.0" />
                {(language == "fs" ? """<Compile Include="Program.fs" />""" : "")}
              </ItemGroup>
              {rest}
            </Project>
            """);
        return project;
    }

    public Task<DotnetResult> DotnetAsync(params string[] arguments) =>
        Dotnet.RunAsync(_directory.Path, _feed.Packages, arguments);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_directory.Path, file), text);

    public void Dispose() => _directory.Dispose();
}
