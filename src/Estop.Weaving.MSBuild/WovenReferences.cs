using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Estop.Weaving.Files;

namespace Estop.Weaving.MSBuild;

/// <summary>
/// Keeps woven copies of libraries, each with a key that names all it was made of: one that still holds is not made
/// again.
/// </summary>
internal sealed class WovenReferences(string directory, string runtime, IReadOnlyList<string> references, string? keyFile)
{
    private readonly string _common = Common([typeof(AssemblyWeaver).Assembly.Location, runtime, .. references]);

    /// <summary>The names of the libraries that are woven, too.</summary>
    public IReadOnlyList<string> WovenAssemblies { get; init; } = [];

    /// <summary>The woven copy of a library; null when the library is woven already.</summary>
    /// <exception cref="WeavingException">It cannot be woven.</exception>
    public WovenReference? Weave(string path)
    {
        var symbols = Path.ChangeExtension(path, ".pdb");
        var folder = Path.Combine(directory, Hash(Encoding.UTF8.GetBytes(path))[..12]);
        var copy = new WovenReference(
            Path.Combine(folder, Path.GetFileName(path)),
            File.Exists(symbols) ? Path.Combine(folder, Path.GetFileName(symbols)) : null);
        var stamp = copy.Assembly + ".key";
        var key = KeyOf(path, copy.Symbols is null ? null : symbols);
        if (File.Exists(stamp) && File.ReadAllText(stamp) == key)
        {
            return copy;
        }

        if (AssemblyWeaver.IsWoven(path))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        File.Delete(stamp);
        File.Copy(path, copy.Assembly, overwrite: true);
        if (copy.Symbols is not null)
        {
            File.Copy(symbols, copy.Symbols, overwrite: true);
        }

        var report = Weave(copy);
        File.WriteAllText(copy.Assembly + ".stoppability.md", report.ToMarkdown());
        File.WriteAllText(copy.Assembly + ".stoppability.json", report.ToJson());
        File.WriteAllText(stamp, key);
        return copy;
    }

    private StoppabilityReport Weave(WovenReference copy)
    {
        // Files of a package cache may be read-only.
        new FileInfo(copy.Assembly).IsReadOnly = false;
        return AssemblyWeaver.WeaveFile(new WeaveFileRequest
        {
            AssemblyPath = copy.Assembly,
            RuntimePath = runtime,
            ReferencePaths = references,
            WovenAssemblies = WovenAssemblies,
            IsLibrary = true,
            SymbolsPath = copy.Symbols,
            KeyFile = keyFile is not null && IsSignedWith(copy.Assembly, keyFile) ? keyFile : null,
        }).Report;
    }

    private static bool IsSignedWith(string assembly, string keyFile) =>
        StrongNames.IsOf(AssemblyName.GetAssemblyName(assembly).GetPublicKey(), File.ReadAllBytes(keyFile));

    private string KeyOf(string path, string? symbols)
    {
        var key = new StringBuilder(_common)
            .Append(Hash(File.ReadAllBytes(path)))
            .Append(symbols is null ? "" : Hash(File.ReadAllBytes(symbols)))
            .Append(keyFile is null ? "" : Hash(File.ReadAllBytes(keyFile)))
            .AppendJoin(';', WovenAssemblies);
        return Hash(Encoding.UTF8.GetBytes(key.ToString()));
    }

    /// <summary>Of the many files around, path, size and time say enough, as they do for the compiler.</summary>
    private static string Common(IEnumerable<string> files) => string.Join('\n', files.Select(path => new FileInfo(path) switch
    {
        { Exists: true } file => string.Create(CultureInfo.InvariantCulture, $"{path} {file.Length} {file.LastWriteTimeUtc.Ticks}"),
        _ => path,
    }));

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
