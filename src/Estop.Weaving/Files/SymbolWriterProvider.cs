using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Files;

/// <summary>Makes symbol writers that leave the path of the symbols in the assembly as the compiler has written it.</summary>
internal sealed class SymbolWriterProvider(ISymbolWriterProvider inner, string? symbolsPath) : ISymbolWriterProvider
{
    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName) =>
        // The writer of embedded symbols insists on a name, which a stream has not, and then makes no use of it.
        new SymbolWriter(inner.GetSymbolWriter(module, fileName is "" or null ? module.Name : fileName), symbolsPath);

    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) =>
        new SymbolWriter(inner.GetSymbolWriter(module, symbolStream), symbolsPath);
}
