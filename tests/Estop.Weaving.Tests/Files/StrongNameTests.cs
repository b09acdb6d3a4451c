using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Files;

/// <summary>A strong name is kept: signed again when the key is given, and reported when it is not.</summary>
public sealed class StrongNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("estop-").FullName;
    private readonly RSACryptoServiceProvider _rsa = new(1024);

    private string Key => Path.Combine(_folder, "pair.snk");

    public void Dispose()
    {
        _rsa.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_signature_of_a_woven_assembly_is_valid()
    {
        var signed = Signed();
        Assert.True(IsValid(signed.Assembly));

        var (assembly, report) = Weave(signed, Key);

        Assert.Equal(StrongName.Signed, report.StrongName);
        Assert.True(IsValid(assembly));
        Assert.Equal(PublicKeyOf(signed.Assembly), PublicKeyOf(assembly));

        // The check itself finds a change.
        assembly[^1] ^= 1;
        Assert.False(IsValid(assembly));
    }

    [Fact]
    public void Without_the_key_the_name_stays_and_the_report_says_that_it_is_not_signed()
    {
        var signed = Signed();

        var (assembly, report) = Weave(signed, null);

        Assert.Equal(StrongName.PublicKeyOnly, report.StrongName);
        Assert.Contains("no longer signed", report.ToMarkdown());
        Assert.Equal(PublicKeyOf(signed.Assembly), PublicKeyOf(assembly));
        Assert.False(IsValid(assembly));
    }

    [Fact]
    public void A_key_that_is_another_is_refused()
    {
        var signed = Signed();
        using var other = new RSACryptoServiceProvider(1024);
        var key = Path.Combine(_folder, "other.snk");
        File.WriteAllBytes(key, other.ExportCspBlob(includePrivateParameters: true));

        var error = Assert.Throws<WeavingException>(() => Weave(signed, key));

        Assert.Contains("signed with another key", error.Message);
    }

    private Snippet Signed()
    {
        File.WriteAllBytes(Key, _rsa.ExportCspBlob(includePrivateParameters: true));
        return Snippet.Compile("public static class Code { public static void Run() { while (true) { } } }", OptimizationLevel.Release, keyFile: Key);
    }

    private static (byte[] Assembly, StoppabilityReport Report) Weave(Snippet snippet, string? key)
    {
        using var output = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = AssemblyWeaver.Weave(new WeaveRequest
        {
            Assembly = new MemoryStream(snippet.Assembly),
            Symbols = new MemoryStream(snippet.Symbols!),
            Output = output,
            SymbolsOutput = symbols,
            RuntimePath = Snippet.RuntimePath,
            ReferencePaths = Snippet.References,
            KeyFile = key,
        });
        return (output.ToArray(), result.Report);
    }

    /// <summary>
    /// What the runtime of .NET Framework looks at: the hash of the file, without its checksum, the entry of the
    /// certificate and the signature itself.
    /// </summary>
    private bool IsValid(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        var directory = image.PEHeaders.CorHeader!.StrongNameSignatureDirectory;
        Assert.True(image.PEHeaders.TryGetDirectoryOffset(directory, out var offset));
        var signature = assembly.AsSpan(offset, directory.Size).ToArray();
        Array.Reverse(signature);

        var header = image.PEHeaders.PEHeaderStartOffset;
        var certificate = header + (image.PEHeaders.PEHeader!.Magic == PEMagic.PE32 ? 96 : 112) + (4 * 8);
        var hashed = (byte[])assembly.Clone();
        hashed.AsSpan(header + 64, 4).Clear();
        hashed.AsSpan(certificate, 8).Clear();

        // Only the headers as they are written count, and the sections: not what fills the space between.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var headers = image.PEHeaders.PEHeader.NumberOfRvaAndSizes * 8
            + header + (image.PEHeaders.PEHeader.Magic == PEMagic.PE32 ? 96 : 112)
            + (image.PEHeaders.SectionHeaders.Length * 40);
        hash.AppendData(hashed.AsSpan(0, headers));
        foreach (var section in image.PEHeaders.SectionHeaders)
        {
            var (start, end) = (section.PointerToRawData, section.PointerToRawData + section.SizeOfRawData);
            if (offset >= start && offset < end)
            {
                hash.AppendData(hashed.AsSpan(start..offset));
                start = offset + directory.Size;
            }

            hash.AppendData(hashed.AsSpan(start..end));
        }

        return _rsa.VerifyHash(hash.GetHashAndReset(), signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
    }

    private static byte[] PublicKeyOf(byte[] assembly)
    {
        using var definition = Mono.Cecil.AssemblyDefinition.ReadAssembly(new MemoryStream(assembly));
        return definition.Name.PublicKey;
    }
}
