using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Files;

/// <summary>How an assembly's symbols are read and written again.</summary>
internal static class Symbols
{
    /// <summary>The first bytes of a portable symbols file.</summary>
    private static ReadOnlySpan<byte> Portable => "BSJB"u8;

    public static void Read(ReaderParameters parameters, ImageInfo image, MemoryStream? symbols, string name)
    {
        if (symbols is not null)
        {
            if (!symbols.ToArray().AsSpan().StartsWith(Portable))
            {
                throw new WeavingException(
                    $"The symbols of {name} are of the Windows format, which cannot be rewritten. Build with "
                    + "DebugType=portable or DebugType=embedded.");
            }

            parameters.SymbolReaderProvider = new PortablePdbReaderProvider();
            parameters.SymbolStream = symbols;
            parameters.ReadSymbols = true;
        }
        else if (image.HasEmbeddedSymbols)
        {
            parameters.SymbolReaderProvider = new EmbeddedPortablePdbReaderProvider();
            parameters.ReadSymbols = true;
        }
    }

    public static void Write(WriterParameters parameters, ImageInfo image, MemoryStream? symbols)
    {
        if (symbols is not null)
        {
            parameters.SymbolWriterProvider =
                new SymbolWriterProvider(new PortablePdbWriterProvider(), image.SymbolsPath);
            parameters.SymbolStream = symbols;
            parameters.WriteSymbols = true;
        }
        else if (image.HasEmbeddedSymbols)
        {
            parameters.SymbolWriterProvider =
                new SymbolWriterProvider(new EmbeddedPortablePdbWriterProvider(), image.SymbolsPath);
            parameters.WriteSymbols = true;
        }
    }
}
