using System.Text;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Files;

/// <summary>
/// Writes symbols through Cecil's own writer, which would name the file that it happens to write to: debuggers look for
/// the one that the assembly names.
/// </summary>
internal sealed class SymbolWriter(ISymbolWriter inner, string? symbolsPath) : ISymbolWriter
{
    /// <summary>Signature, identity and age, which stand before the path.</summary>
    private const int PathOffset = 24;

    public ISymbolReaderProvider GetReaderProvider() => inner.GetReaderProvider();

    public ImageDebugHeader GetDebugHeader() => new([.. inner.GetDebugHeader().Entries.Select(WithPath)]);

    public void Write(MethodDebugInformation info) => inner.Write(info);

    public void Write(ICustomDebugInformationProvider provider) => inner.Write(provider);

    public void Write() => inner.Write();

    public void Dispose() => inner.Dispose();

    private ImageDebugHeaderEntry WithPath(ImageDebugHeaderEntry entry)
    {
        if (entry.Directory.Type != ImageDebugType.CodeView || symbolsPath is null)
        {
            return entry;
        }

        byte[] data = [.. entry.Data.Take(PathOffset), .. Encoding.UTF8.GetBytes(symbolsPath), 0];
        var directory = entry.Directory;
        directory.SizeOfData = data.Length;
        return new ImageDebugHeaderEntry(directory, data);
    }
}
