using System.Security.Cryptography;

namespace Estop.Weaving.MSBuild.Tests.Projects;

/// <summary>A library in a package: unwoven, with a strong name, symbols and a satellite assembly.</summary>
public sealed class LibraryPackage(PackageFeed feed) : IAsyncLifetime
{
    private const string Source = """
        namespace Acme;

        public static class Loops
        {
            public static void Spin(System.Action ready)
            {
                for (long rounds = 0; ; rounds++)
                {
                    if (rounds == 1000) { ready(); }
                }
            }
        }
        """;

    private const string Resources = """
        <root>
          <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
          <resheader name="version"><value>2.0</value></resheader>
          <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
          <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
          <data name="Word"><value>Wort</value></data>
        </root>
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <PackageId>Acme.Loops</PackageId>
            <SignAssembly>true</SignAssembly>
            <AssemblyOriginatorKeyFile>pair.snk</AssemblyOriginatorKeyFile>
            <AllowedOutputExtensionsInPackageBuildOutputFolder>$(AllowedOutputExtensionsInPackageBuildOutputFolder);.pdb</AllowedOutputExtensionsInPackageBuildOutputFolder>
          </PropertyGroup>
        </Project>
        """;

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The key pair that the library is signed with.</summary>
    public string Key => Path.Combine(_directory.Path, "pair.snk");

    public async ValueTask InitializeAsync()
    {
        using var rsa = new RSACryptoServiceProvider(1024);
        File.WriteAllBytes(Key, rsa.ExportCspBlob(includePrivateParameters: true));
        Write("NuGet.config", feed.Configuration);
        Write("Acme.Loops.csproj", Project);
        Write("Loops.cs", Source);
        Write("Words.resx", Resources);
        Write("Words.de.resx", Resources);
        (await Dotnet.RunAsync(_directory.Path, feed.Packages, "pack", "-c", "Release", "-o", feed.Feed)).Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_directory.Path, file), text);
}
