using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Files;

/// <summary>Makes symbol writers that leave the path of the symbols in the assembly as the compiler has written it.</summary>
internal sealed class SymbolWriterProvider(ISymbolWriterProvider inner, string? symbolsPath) : ISymbolWriterProvider
{
    /// <summary>For embedded symbols. Cecil insists on a file name, and a stream has none.</summary>
    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName) =>
        new SymbolWriter(inner.GetSymbolWriter(module, module.Name), symbolsPath);

    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) =>
        new SymbolWriter(inner.GetSymbolWriter(module, symbolStream), symbolsPath);
}
