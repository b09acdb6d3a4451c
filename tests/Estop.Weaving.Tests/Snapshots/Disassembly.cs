using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.Disassembler;
using ICSharpCode.Decompiler.Metadata;

namespace Estop.Weaving.Tests.Snapshots;

/// <summary>The IL of an assembly's methods, as text in which a change shows only where it is.</summary>
internal static partial class Disassembly
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

        return WithoutPlaces(text.ToString());
    }

    /// <summary>Without offsets and sizes: labels stand only where a branch leads, and are numbered.</summary>
    private static string WithoutPlaces(string il)
    {
        var targets = Label().Matches(il)
            .Where(label => !IsDefinition(label))
            .Select(label => label.Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select((label, index) => (label, index))
            .ToDictionary(target => target.label, target => $"L{target.index + 1}");
        il = PlaceComment().Replace(il, "");
        return Label().Replace(il, label =>
            !targets.TryGetValue(label.Value[..7], out var name) ? ""
            : IsDefinition(label) ? $"{name}: "
            : name);

        static bool IsDefinition(Match label) => label.Groups["definition"].Success;
    }

    [GeneratedRegex(@"IL_[0-9a-f]{4}(?<definition>: )?")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\t// (Method begins|Header size|Code size).*\n", RegexOptions.Multiline)]
    private static partial Regex PlaceComment();
}
