using Estop.Weaving.MSBuild.Tests.Projects;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace Estop.Weaving.MSBuild.Tests.Projects;

/// <summary>
/// A folder with the packages that this build packs, and a package cache of its own: they have the same version every
/// time, so the machine's cache would keep the first.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    public string Packages => Path.Combine(_directory.Path, "packages");

    /// <summary>Where the cache holds the build task once a project has been restored.</summary>
    public string Tasks =>
        Path.Combine(Directory.GetDirectories(Path.Combine(Packages, "estop.weaving.msbuild")).Single(), "tasks", "net10.0");

    public string Feed => Path.Combine(_directory.Path, "feed");

    public async ValueTask InitializeAsync()
    {
        foreach (var project in (string[])["Estop", "Estop.Weaving.MSBuild"])
        {
            var result = await Dotnet.RunAsync(
                Path.Combine(Repository.Root, "src", project),
                packages: null,
                "pack", "--no-build", "-c", Repository.Configuration, "-o", Feed);
            result.Succeeded();
        }
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A NuGet.config that knows this feed alone.</summary>
    internal string Configuration => $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="estop" value="{Feed}" />
          </packageSources>
        </configuration>
        """;
}
