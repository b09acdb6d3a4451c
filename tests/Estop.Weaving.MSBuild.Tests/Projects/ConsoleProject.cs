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

    private string Intermediate => Path.Combine(_directory.Path, "obj", "Debug", "net10.0");

    public static ConsoleProject Create(PackageFeed feed, string program, string properties = "", string rest = "")
    {
        var project = new ConsoleProject(feed);
        project.Write("NuGet.config", feed.Configuration);
        project.Write("Program.cs", program);
        project.Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Estop.Weaving.MSBuild" Version="0.1.0" />
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
