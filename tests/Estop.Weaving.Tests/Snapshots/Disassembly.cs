using System.Reflection.PortableExecutable;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.Disassembler;
using ICSharpCode.Decompiler.Metadata;

namespace Estop.Weaving.Tests.Snapshots;

/// <summary>The IL of an assembly's methods, as text.</summary>
internal static class Disassembly
{
    /// <summary>The IL of all methods of this name.</summary>
    public static string Of(byte[] assembly, string method)
    {
        using var file = new PEFile("Snippet", new MemoryStream(assembly), PEStreamOptions.PrefetchEntireImage);
        using var text = new StringWriter { NewLine = "\n" };
        var disassembler = new ReflectionDisassembler(new PlainTextOutput(text), CancellationToken.None);
        foreach (var handle in file.Metadata.MethodDefinitions
            .Where(handle => file.Metadata.GetString(file.Metadata.GetMethodDefinition(handle).Name) == method))
        {
            disassembler.DisassembleMethod(file, handle);
        }

        return text.ToString();
    }
}
