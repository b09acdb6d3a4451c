using Estop.Weaving.MSBuild.Tests.Projects;

namespace Estop.Weaving.MSBuild.Tests;

/// <summary>Referenced libraries are woven when a project asks for it.</summary>
[Collection("The time of the weaver")]
public class WovenReferencesTests(PackageFeed feed, LibraryPackage library) : IClassFixture<LibraryPackage>
{
    /// <summary>Stops a loop in the package, and one in a library written by others that never gets to the end of its input.</summary>
    private const string Program = """
        using Estop;
        using Newtonsoft.Json;
        using Newtonsoft.Json.Linq;

        await Stop("Acme.Loops", Acme.Loops.Spin);
        await Stop("Newtonsoft.Json", ready => JToken.ReadFrom(new JsonTextReader(new StreamReader(new Zeros(ready)))));

        static async Task Stop(string library, Action<Action> endless)
        {
            var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var scope = StopScope.StartThread(() => endless(() => running.TrySetResult()));
            await running.Task;
            var receipt = await scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromSeconds(20) });
            var inside = receipt.StoppedAt?.Contains(library);
            Console.WriteLine($"{library}: {receipt.Outcome}, ended by: {receipt.EndedBy}, inside: {inside}");
        }

        [Unstoppable("the stop is to come in the library that reads it")]
        internal sealed class Zeros(Action ready) : Stream
        {
            private int _reads;
            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => throw new NotSupportedException();
            public override long Position { get => 0; set => throw new NotSupportedException(); }
            public override void Flush() { }
            public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
            public override int Read(Span<byte> buffer) { if (++_reads == 10) { ready(); } buffer.Clear(); return buffer.Length; }
            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();
            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
        """;

    private static readonly string[] Stopped =
    [
        "Acme.Loops: Stopped, ended by: Safepoint, inside: True",
        "Newtonsoft.Json: Stopped, ended by: Safepoint, inside: True",
    ];

    /// <summary>Compiled ahead of time, and with a strong name, as it comes with the SDK.</summary>
    private static string Newtonsoft => Directory
        .GetFiles(
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "sdk")),
            "Newtonsoft.Json.dll",
            SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .First();

    [Fact]
    public async Task A_stop_comes_inside_referenced_libraries_after_build_and_after_publish()
    {
        using var project = Create();

        var output = (await project.DotnetAsync("run", "-p:EstopWeaveReferences=*")).Succeeded();
        Assert.All(Stopped, line => Assert.Contains(line, output));
        var woven = Path.Combine(project.Directory, "bin", "Debug", "net10.0", "Acme.Loops.dll");
        Assert.True(AssemblyWeaver.IsWoven(woven));
        Assert.True(File.Exists(Path.Combine(project.Directory, "bin", "Debug", "net10.0", "de", "Acme.Loops.resources.dll")));
        Assert.DoesNotContain("Acme.Loops", File.ReadAllText(Path.Combine(project.Intermediate, "stoppability.md")));
        Assert.Contains("\"strongName\": \"Signed\"", ReportOf(project, "Acme.Loops"));
        Assert.Contains("\"strongName\": \"PublicKeyOnly\"", ReportOf(project, "Newtonsoft.Json"));
        var copies = Copies(project);

        (await project.DotnetAsync("publish", "-o", "out", "-c", "Debug", "-p:EstopWeaveReferences=*")).Succeeded();
        Assert.Equal(copies, Copies(project));
        Assert.Single(Directory.GetFiles(Path.Combine(project.Directory, "out"), "Acme.Loops.dll", SearchOption.AllDirectories));
        output = (await project.DotnetAsync("out/App.dll")).Succeeded();
        Assert.All(Stopped, line => Assert.Contains(line, output));
        Assert.False(AssemblyWeaver.IsWoven(Directory.GetFiles(feed.Packages, "Acme.Loops.dll", SearchOption.AllDirectories).Single()));
    }

    [Fact]
    public async Task What_is_not_asked_for_stays_unwoven_and_a_name_that_is_none_is_refused()
    {
        using var project = Create();

        (await project.DotnetAsync("build", "-p:EstopWeaveReferences=acme.*")).Succeeded();
        var bin = Path.Combine(project.Directory, "bin", "Debug", "net10.0");
        Assert.True(AssemblyWeaver.IsWoven(Path.Combine(bin, "Acme.Loops.dll")));
        Assert.False(AssemblyWeaver.IsWoven(Path.Combine(bin, "Newtonsoft.Json.dll")));

        var report = File.ReadAllText(Path.Combine(project.Intermediate, "stoppability.md"));
        Assert.Contains("in Newtonsoft.Json, which is not woven", report);
        Assert.DoesNotContain("Acme", report);

        var output = (await project.DotnetAsync("build", "-p:EstopWeaveReferences=Acme.Loop")).Failed();
        Assert.Contains("error ESTOP0004: EstopWeaveReferences names 'Acme.Loop'", output);
    }

    private ConsoleProject Create() => ConsoleProject.Create(
        feed,
        Program,
        $"<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>{library.Key}</AssemblyOriginatorKeyFile>",
        rest: $"""
            <ItemGroup>
              <PackageReference Include="Acme.Loops" Version="1.0.0" />
              <Reference Include="{Newtonsoft}" />
            </ItemGroup>
            """);

    private static string ReportOf(ConsoleProject project, string reference) => File.ReadAllText(Directory.GetFiles(
        Path.Combine(project.Intermediate, "estop"), $"{reference}.dll.stoppability.json", SearchOption.AllDirectories).Single());

    private static (string, DateTime)[] Copies(ConsoleProject project) =>
    [
        .. Directory.GetFiles(Path.Combine(project.Intermediate, "estop"), "*", SearchOption.AllDirectories)
            .Order()
            .Select(file => (file, File.GetLastWriteTimeUtc(file))),
    ];
}
