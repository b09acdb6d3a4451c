using Estop.Weaving.Files;
using Mono.Cecil;

namespace Estop.Weaving;

/// <summary>Weaves assemblies: an assembly in, an assembly and a report out.</summary>
public static class AssemblyWeaver
{
    /// <summary>
    /// Weaves the assembly file in place, its symbols with it. On any error both are as they were. The same input gives
    /// the same output, byte for byte.
    /// </summary>
    /// <exception cref="WeavingException">The assembly cannot be woven; the message says why and what to do.</exception>
    public static WeaveResult WeaveFile(WeaveFileRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return Weave(request);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeavingException($"'{request.AssemblyPath}' could not be woven: {error.Message}", error);
        }
    }

    /// <summary>Weaves an assembly from one stream into another.</summary>
    /// <exception cref="WeavingException">The assembly cannot be woven; the message says why and what to do.</exception>
    /// <exception cref="ArgumentException">There are symbols and no stream to write them to.</exception>
    public static WeaveResult Weave(WeaveRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Symbols is not null && request.SymbolsOutput is null)
        {
            throw new ArgumentException("Symbols need a SymbolsOutput that they are written to.", nameof(request));
        }

        var woven = ImageWeaver.Weave(
            Copy(request.Assembly),
            request.Symbols is null ? null : Copy(request.Symbols),
            new WeaverInputs(
                request.DisplayName,
                request.RuntimePath,
                request.ReferencePaths,
                request.WovenAssemblies,
                request.KeyFile,
                request.IsLibrary,
                request.Passes));
        woven.Assembly.WriteTo(request.Output);
        woven.Symbols?.WriteTo(request.SymbolsOutput!);
        return new WeaveResult(woven.Report);
    }

    /// <summary>Whether the assembly file carries the weaver's stamp.</summary>
    /// <exception cref="WeavingException">The file is not a managed assembly, or cannot be read.</exception>
    public static bool IsWoven(string path)
    {
        try
        {
            using var image = Copy(path);
            ImageInfo.Read(image, Quoted(path));
            image.Position = 0;
            using var assembly = AssemblyDefinition.ReadAssembly(image);
            return Stamp.Read(assembly) is not null;
        }
        catch (Exception error) when (error is not WeavingException)
        {
            throw new WeavingException($"'{path}' could not be read: {error.Message}", error);
        }
    }

    private static WeaveResult Weave(WeaveFileRequest request)
    {
        if (new FileInfo(request.AssemblyPath) is { Exists: true, IsReadOnly: true })
        {
            throw new WeavingException(
                $"'{request.AssemblyPath}' is read-only, and is woven in place. Make it writable, or weave a copy.");
        }

        using var image = Copy(request.AssemblyPath);
        var symbolsPath = request.SymbolsPath ?? Path.ChangeExtension(request.AssemblyPath, ".pdb");
        var hasSymbols = request.SymbolsPath is not null || File.Exists(symbolsPath);
        var woven = ImageWeaver.Weave(
            image,
            hasSymbols ? Copy(symbolsPath) : null,
            new WeaverInputs(
                Quoted(request.AssemblyPath),
                request.RuntimePath,
                request.ReferencePaths,
                request.WovenAssemblies,
                request.KeyFile,
                request.IsLibrary));
        FileReplacement.Replace(request.AssemblyPath, woven.Assembly, hasSymbols ? symbolsPath : null, woven.Symbols);
        return new WeaveResult(woven.Report);
    }

    private static string Quoted(string path) => $"'{path}'";

    private static MemoryStream Copy(string path) => new(File.ReadAllBytes(path));

    private static MemoryStream Copy(Stream stream)
    {
        var copy = new MemoryStream(stream.CanSeek ? (int)(stream.Length - stream.Position) : 0);
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
