using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Files;

public sealed class WeaveFileTests : IDisposable
{
    private const string Source = "public static class Code { public static int Run(int n) { while (n < 10) { n++; } return n; } }";

    private readonly string _folder = Directory.CreateTempSubdirectory("estop-").FullName;

    private string AssemblyPath => Path.Combine(_folder, "Snippet.dll");

    private string SymbolsPath => Path.Combine(_folder, "Snippet.pdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, BothLevels]
    public void A_file_is_woven_in_place_with_its_symbols(OptimizationLevel level)
    {
        WriteSnippet(level);
        Assert.False(AssemblyWeaver.IsWoven(AssemblyPath));

        var report = Weave().Report;

        Assert.Equal(1, report.LoopsPolled);
        Assert.True(AssemblyWeaver.IsWoven(AssemblyPath));
        using var code = new WovenSnippet(File.ReadAllBytes(AssemblyPath), File.ReadAllBytes(SymbolsPath), report).Load();
        Assert.Equal(10, code.Call("Run", 3));
        Assert.Equal(["Snippet.dll", "Snippet.pdb"], Files());
    }

    [Fact]
    public void Weaving_a_second_time_is_refused_and_changes_nothing()
    {
        WriteSnippet();
        Weave();
        var before = Content();
        var error = Assert.Throws<WeavingException>(Weave);
        Assert.Contains("is woven already", error.Message);
        Assert.Contains("clean the project", error.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public void The_same_input_gives_the_same_output()
    {
        var snippet = Snippet.Compile(Source, OptimizationLevel.Release);
        var (one, other) = (snippet.Weave(), snippet.Weave());
        Assert.Equal(one.Assembly, other.Assembly);
        Assert.Equal(one.Symbols, other.Symbols);
        Assert.Equal(one.Report.ToJson(), other.Report.ToJson());
    }

    [Fact]
    public void A_woven_assembly_has_an_identity_of_its_own()
    {
        var snippet = Snippet.Compile(Source, OptimizationLevel.Release);
        Assert.NotEqual(IdentityOf(snippet.Assembly), IdentityOf(snippet.Weave().Assembly));
    }

    [Fact]
    public void The_path_of_the_symbols_stays_as_the_compiler_has_written_it()
    {
        var woven = Snippet.Compile(Source, OptimizationLevel.Debug).Weave();
        using var image = new PEReader(new MemoryStream(woven.Assembly));
        var entry = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        Assert.Equal("Snippet.pdb", image.ReadCodeViewDebugDirectoryData(entry).Path);
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(woven.Symbols!));
        var id = new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id);
        Assert.Equal(id.Guid, image.ReadCodeViewDebugDirectoryData(entry).Guid);
    }

    [Fact]
    public void Symbols_embedded_in_the_assembly_stay_embedded_and_right()
    {
        var woven = Snippet.Compile(Throwing, OptimizationLevel.Debug, embedSymbols: true).Weave();
        using var code = woven.Load();
        Assert.Equal(5, LineOfThrow(code));
    }

    [Theory, BothLevels]
    public void Lines_of_stack_traces_stay_right(OptimizationLevel level)
    {
        using var code = Snippet.Compile(Throwing, level).Weave().Load();
        Assert.Equal(5, LineOfThrow(code));
    }

    [Fact]
    public void An_assembly_without_symbols_is_woven_without()
    {
        WriteSnippet();
        File.Delete(SymbolsPath);
        Weave();
        Assert.True(AssemblyWeaver.IsWoven(AssemblyPath));
        Assert.Equal(["Snippet.dll"], Files());
    }

    [Fact]
    public void Symbols_of_another_build_are_refused()
    {
        WriteSnippet();
        File.WriteAllBytes(SymbolsPath, Snippet.Compile(Throwing, OptimizationLevel.Debug).Symbols!);
        AssertRefused("belong to another build");
    }

    [Fact]
    public void Symbols_of_the_Windows_format_are_refused()
    {
        WriteSnippet();
        File.WriteAllText(SymbolsPath, "Microsoft C/C++ MSF 7.00\r\n");
        AssertRefused("DebugType=portable");
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_refused()
    {
        File.WriteAllText(AssemblyPath, "These are not the bytes of an assembly.");
        AssertRefused("is no assembly");
    }

    [Theory]
    [InlineData("7F454C4602010100")]
    [InlineData("4D5A900003000000")]
    public void The_beginning_of_a_native_file_is_refused(string header)
    {
        File.WriteAllBytes(AssemblyPath, [.. Convert.FromHexString(header), .. new byte[500]]);
        AssertRefused("is no assembly");
    }

    [Fact]
    public void What_another_version_has_woven_is_refused_by_its_version()
    {
        WriteSnippet();
        Weave();
        File.Delete(SymbolsPath);
        using (var assembly = Mono.Cecil.AssemblyDefinition.ReadAssembly(new MemoryStream(File.ReadAllBytes(AssemblyPath))))
        {
            var stamp = assembly.CustomAttributes.Single(attribute => attribute.AttributeType.Name == "WovenAttribute");
            stamp.ConstructorArguments[0] = new(assembly.MainModule.TypeSystem.String, "0.0.1-other");
            assembly.Write(AssemblyPath);
        }

        AssertRefused("is woven already, by version 0.0.1-other");
    }

    [Fact]
    public void A_read_only_file_is_refused()
    {
        WriteSnippet();
        new FileInfo(AssemblyPath).IsReadOnly = true;
        AssertRefused("is read-only");
        new FileInfo(AssemblyPath).IsReadOnly = false;
    }

    [Fact]
    public void A_file_beside_which_nothing_can_be_written_is_refused()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("A folder that not even the superuser can write to is there on Linux.");
            return;
        }

        WriteSnippet();
        File.Delete(SymbolsPath);
        var before = Content();
        using var file = File.OpenRead(AssemblyPath);
        var path = $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}";

        var error = Assert.Throws<WeavingException>(() => AssemblyWeaver.WeaveFile(Request() with { AssemblyPath = path }));

        Assert.Contains($"'{path}' could not be woven", error.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public void A_file_that_another_program_has_locked_is_refused()
    {
        WriteSnippet();
        using (new FileStream(AssemblyPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Contains(AssemblyPath, Assert.Throws<WeavingException>(Weave).Message);
        }

        Assert.False(AssemblyWeaver.IsWoven(AssemblyPath));
    }

    [Fact]
    public void What_a_trimmer_has_taken_out_of_a_reference_is_not_missed()
    {
        var library = Path.Combine(_folder, "Lib.dll");
        var whole = Snippet.Compile("public class Lib { public class Gone { public static int Value(int n) => n; } }", OptimizationLevel.Release, name: "Lib");
        File.WriteAllBytes(library, whole.Assembly);
        var snippet = Snippet.Compile(
            "public class Code : Lib { public static int Run(int n) { while (n < 10) n += Gone.Value(1); return n; } }",
            OptimizationLevel.Release, libraries: [library]);
        File.WriteAllBytes(library, Snippet.Compile("public class Lib { }", OptimizationLevel.Release, name: "Lib").Assembly);

        Assert.Equal(1, snippet.Weave([library], []).Report.LoopsPolled);
        Assert.Equal(1, snippet.Weave().Report.LoopsPolled);
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        File.WriteAllBytes(AssemblyPath, []);
        AssertRefused("is no assembly");
    }

    [Fact]
    public void Native_code_is_refused()
    {
        WriteSnippet();
        Patch(headers => headers.PEHeaderStartOffset + (headers.PEHeader!.Magic == PEMagic.PE32 ? 96 : 112) + (14 * 8), new byte[8]);
        AssertRefused("is native code");
    }

    [Fact]
    public void Managed_code_mixed_with_native_code_is_refused()
    {
        WriteSnippet();
        Patch(headers => headers.CorHeaderStartOffset + 16, new byte[4]);
        AssertRefused("mixes managed and native code");
    }

    [Fact]
    public void A_reference_assembly_is_refused()
    {
        File.Copy(Snippet.References.First(path => path.EndsWith("System.Collections.dll", StringComparison.Ordinal)), AssemblyPath);
        AssertRefused("is a reference assembly");
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused()
    {
        var error = Assert.Throws<WeavingException>(Weave);
        Assert.Contains(AssemblyPath, error.Message);
    }

    [Fact]
    public void The_runtime_itself_is_refused()
    {
        File.Copy(Snippet.RuntimePath, AssemblyPath);
        AssertRefused("is the runtime that woven code calls");
    }

    [Fact]
    public void A_runtime_that_is_another_assembly_is_refused_by_name()
    {
        WriteSnippet();
        var before = Content();
        var error = Assert.Throws<WeavingException>(() => AssemblyWeaver.WeaveFile(Request() with { RuntimePath = typeof(Assert).Assembly.Location }));
        Assert.Contains("has no Estop.Runtime", error.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public void A_reference_that_is_needed_and_missing_is_named()
    {
        var snippet = Snippet.Compile(
            "public static class Code { public static void Run(DayOfWeek day = DayOfWeek.Monday) { } }", OptimizationLevel.Release);
        File.WriteAllBytes(AssemblyPath, snippet.Assembly);
        var before = Content();
        var error = Assert.Throws<WeavingException>(() => AssemblyWeaver.WeaveFile(Request() with { ReferencePaths = [] }));
        Assert.Contains("System.DayOfWeek", error.Message);
        Assert.Contains("among the references", error.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public void A_key_file_without_a_private_key_is_refused()
    {
        WriteSnippet();
        var key = Path.Combine(_folder, "public.snk");
        File.WriteAllBytes(key, typeof(object).Assembly.GetName().GetPublicKey()!);
        var error = Assert.Throws<WeavingException>(() => AssemblyWeaver.WeaveFile(Request() with { KeyFile = key }));
        Assert.Contains("holds no private key", error.Message);
    }

    [Fact]
    public void Native_code_compiled_ahead_of_time_is_dropped()
    {
        var compiled = typeof(System.Xml.Linq.XElement).Assembly.Location;
        File.Copy(compiled, AssemblyPath);
        using (var before = new PEReader(File.OpenRead(AssemblyPath)))
        {
            Assert.NotEqual(0, before.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        }

        AssemblyWeaver.WeaveFile(Request() with { ReferencePaths = FrameworkFiles(compiled) });
        using var image = new PEReader(File.OpenRead(AssemblyPath));
        Assert.Equal(0, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        Assert.True(image.PEHeaders.CorHeader.Flags.HasFlag(CorFlags.ILOnly));
    }

    [Fact]
    public void The_file_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes.");
            return;
        }

        WriteSnippet();
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(AssemblyPath, Mode);
        Weave();
        Assert.Equal(Mode, File.GetUnixFileMode(AssemblyPath));
    }

    private const string Throwing =
        """
        public static class Code
        {
            public static void Run()
            {
                try { for (var i = 0; ; i++) { if (i == 3) throw new InvalidOperationException(); } }
                catch (InvalidOperationException e) when (e.Message.Length > 0)
                {
                    Console.Out.Flush();
                    throw;
                }
            }
        }
        """;

    private static int LineOfThrow(LoadedSnippet code)
    {
        var error = Assert.Throws<InvalidOperationException>(() => code.Call("Run"));
        return new StackTrace(error, fNeedFileInfo: true).GetFrame(0)!.GetFileLineNumber();
    }

    private static Guid IdentityOf(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        var reader = image.GetMetadataReader();
        return reader.GetGuid(reader.GetModuleDefinition().Mvid);
    }

    private static string[] FrameworkFiles(string beside) => Directory.GetFiles(Path.GetDirectoryName(beside)!, "*.dll");

    private void WriteSnippet(OptimizationLevel level = OptimizationLevel.Release)
    {
        var snippet = Snippet.Compile(Source, level);
        File.WriteAllBytes(AssemblyPath, snippet.Assembly);
        File.WriteAllBytes(SymbolsPath, snippet.Symbols!);
    }

    private WeaveFileRequest Request() => new()
    {
        AssemblyPath = AssemblyPath,
        RuntimePath = Snippet.RuntimePath,
        ReferencePaths = Snippet.References,
    };

    private WeaveResult Weave() => AssemblyWeaver.WeaveFile(Request());

    private void Patch(Func<PEHeaders, int> offset, byte[] bytes)
    {
        var image = File.ReadAllBytes(AssemblyPath);
        using var reader = new PEReader(new MemoryStream(image));
        bytes.CopyTo(image, offset(reader.PEHeaders));
        File.WriteAllBytes(AssemblyPath, image);
    }

    private void AssertRefused(string because)
    {
        var before = Content();
        var error = Assert.Throws<WeavingException>(Weave);
        Assert.Contains(because, error.Message);
        Assert.Equal(before, Content());
    }

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Order()];

    private byte[][] Content() => [.. Directory.GetFiles(_folder).Order().Select(File.ReadAllBytes)];
}
