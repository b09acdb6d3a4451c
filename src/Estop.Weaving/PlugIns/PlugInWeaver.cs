using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Estop.Weaving.PlugIns;

/// <summary>Weaves the assemblies of one plug-in, or finds them woven in the cache.</summary>
internal sealed class PlugInWeaver
{
    private readonly string _plugInPath;
    private readonly WovenCache _cache;
    private readonly string _runtime;
    private readonly string[] _references;
    private readonly string[] _names;
    private readonly Lazy<byte[]> _common;

    /// <exception cref="WeavingException">The host does not run with Estop.dll.</exception>
    public PlugInWeaver(string plugInPath, WovenCache cache)
    {
        var folder = Path.GetDirectoryName(plugInPath)!;
        var host = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var own = Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal).ToArray();
        _plugInPath = plugInPath;
        _cache = cache;
        _runtime = Array.Find(host, path => Path.GetFileName(path) == "Estop.dll")
            ?? throw new WeavingException(
                "The host does not run with Estop.dll, which woven code calls. Reference the package Estop in the host.");

        // What the plug-in brings along comes before what the host has under the same name, as at run time.
        _references = [.. own, .. host];
        _names = [.. own.Select(path => Path.GetFileNameWithoutExtension(path))];
        _common = new Lazy<byte[]>(() => Common(own, host));
    }

    /// <summary>The woven assembly; null when the file is woven already.</summary>
    /// <exception cref="WeavingException">It cannot be woven, or the cache cannot be written.</exception>
    public WovenPlugIn? Weave(string path)
    {
        var assembly = Read(path) ?? throw new WeavingException($"'{path}' cannot be read: it is not there.");
        var symbols = Read(Path.ChangeExtension(path, ".pdb"));
        return AssemblyWeaver.IsWoven(path)
            ? null
            : _cache.GetOrAdd(Path.GetFileNameWithoutExtension(path), KeyOf(path, assembly, symbols), () => Weave(path, assembly, symbols));
    }

    private WovenPlugIn Weave(string path, byte[] assembly, byte[]? symbols)
    {
        using var output = new MemoryStream();
        using var symbolsOutput = new MemoryStream();
        var result = AssemblyWeaver.Weave(new WeaveRequest
        {
            Assembly = new MemoryStream(assembly),
            Symbols = symbols is null ? null : new MemoryStream(symbols),
            Output = output,
            SymbolsOutput = symbolsOutput,
            RuntimePath = _runtime,
            ReferencePaths = _references,
            WovenAssemblies = _names,
            IsLibrary = IsLibrary(path),
            DisplayName = $"'{path}'",
        });
        return new WovenPlugIn(result.Report)
        {
            Assembly = output.ToArray(),
            Symbols = symbols is null ? null : symbolsOutput.ToArray(),
        };
    }

    /// <summary>What the plug-in brings along is shared by all its workers.</summary>
    private bool IsLibrary(string path) => path != _plugInPath;

    private string KeyOf(string path, byte[] assembly, byte[]? symbols)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(assembly));
        hash.AppendData(SHA256.HashData(symbols ?? []));
        hash.AppendData(_common.Value);
        hash.AppendData([IsLibrary(path) ? (byte)1 : (byte)0]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// All that decides how an assembly is woven, beside itself: weaver, runtime, and the assemblies around. Of those of
    /// the host, name and size tell one version from the next.
    /// </summary>
    private byte[] Common(string[] own, string[] host)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{typeof(PlugInWeaver).Module.ModuleVersionId} {Environment.Version}")
            .AppendLine(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_runtime))));
        foreach (var path in own)
        {
            var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
            text.AppendLine(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} {hash}");
        }

        foreach (var path in host)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} {new FileInfo(path).Length}");
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeavingException($"'{path}' cannot be read: {error.Message}", error);
        }
    }
}
