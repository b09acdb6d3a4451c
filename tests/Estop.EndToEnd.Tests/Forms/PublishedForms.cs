using System.Diagnostics;

namespace Estop.EndToEnd.Tests.Forms;

/// <summary>One service in every form in which it can be published, all of one build, in a folder that every user may read.</summary>
public sealed class PublishedForms : IAsyncLifetime
{
    private const string ProjectName = "Service";

    private static readonly TimeSpan HardTimeout = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("estop-forms-").FullName;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, $"{ProjectName}.csproj"), Project);
        const string AllPacks = "-p:SelfContained=true;PublishReadyToRun=true";
        await MSBuildAsync("-t:Restore", AllPacks);
        await MSBuildAsync("-t:AllForms");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The service in one of its forms.</summary>
    /// <param name="form">The name of a folder of <see cref="Project"/>'s; <c>dotnet</c> for the dll alone.</param>
    /// <param name="arguments">Its arguments.</param>
    internal PublishedService Service(string form, params string[] arguments) => form == "dotnet"
        ? new PublishedService(FolderOf("dependent"), "dotnet", [$"{ProjectName}.dll", .. arguments])
        : new PublishedService(FolderOf(form), Path.Combine(FolderOf(form), ProjectName), arguments);

    /// <summary>The framework-dependent form.</summary>
    internal string Executable => Path.Combine(FolderOf("dependent"), ProjectName);

    /// <summary>The same, started by another program.</summary>
    internal PublishedService ServiceOf(string program, params string[] arguments) => new(FolderOf("dependent"), program, arguments);

    /// <summary>A copy of the framework-dependent form, for tests that change its files.</summary>
    internal PublishedService Copy(string name, params string[] arguments)
    {
        var copy = Directory.CreateDirectory(FolderOf(name)).FullName;
        foreach (var file in Directory.GetFiles(FolderOf("dependent")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return new PublishedService(copy, Path.Combine(copy, ProjectName), arguments);
    }

    private static string Root => Repository.Root;

    /// <summary>
    /// Made of the sources of a service in this repository and of what was built with these tests, so that one build is enough: its
    /// project could not be published in other forms without building all that it references in them.
    /// </summary>
    private static string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <RuntimeIdentifier>linux-{(System.Runtime.InteropServices.RuntimeInformation.OSArchitecture + "").ToLowerInvariant()}</RuntimeIdentifier>
            <Configuration>Release</Configuration>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <ServerGarbageCollection>true</ServerGarbageCollection>
            <EnableDefaultItems>false</EnableDefaultItems>
            <GenerateDocumentationFile>false</GenerateDocumentationFile>
            <EstopWeavingTaskAssembly>{Root}/artifacts/bin/Estop.Weaving.MSBuild/{Repository.Configuration}/Estop.Weaving.MSBuild.dll</EstopWeavingTaskAssembly>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="{Root}/tests/Estop.EndToEnd.Host/*.cs" />
            <Reference Include="{Root}/artifacts/bin/Estop.EndToEnd.Host/{Repository.Configuration}/*.dll"
                       Exclude="{Root}/artifacts/bin/Estop.EndToEnd.Host/{Repository.Configuration}/Estop.EndToEnd.Host.dll" />
          </ItemGroup>
          <Import Project="{Root}/src/Estop.Weaving.MSBuild/build/Estop.Weaving.MSBuild.targets" />
          <Target Name="AllForms">
            <!-- The runtime's configuration is written by the build, and says whether the runtime is brought along. -->
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Build" Properties="SelfContained=false" />
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Publish"
                     Properties="NoBuild=true;SelfContained=false;PublishDir=forms/dependent/" />
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Publish"
                     Properties="NoBuild=true;SelfContained=false;PublishReadyToRun=true;PublishDir=forms/ready-to-run/" />
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Publish"
                     Properties="NoBuild=true;SelfContained=false;PublishSingleFile=true;PublishDir=forms/single-file/" />
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Build" Properties="SelfContained=true" />
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Publish"
                     Properties="NoBuild=true;SelfContained=true;PublishDir=forms/self-contained/" />
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Publish"
                     Properties="NoBuild=true;SelfContained=true;PublishSingleFile=true;PublishDir=forms/single-file-self-contained/" />
          </Target>
        </Project>
        """;

    private string FolderOf(string form) => Path.Combine(_folder, "forms", form);

    private async Task MSBuildAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", $"{ProjectName}.csproj", "-nologo", "-v:quiet", .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            Environment =
            {
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                // No build node outlives its test.
                ["MSBUILDDISABLENODEREUSE"] = "1",
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(HardTimeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        Assert.True(process.ExitCode == 0, $"The service could not be published ({string.Join(' ', arguments)}):\n{await output}");
    }
}
