using Mono.Cecil;

namespace Estop.Corpus.Works;

/// <summary>Reads an assembly and writes it again.</summary>
[Work("Mono.Cecil")]
internal static class CecilWork
{
    public static string Run()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(
            Path.Combine(Place.Directory, "Mono.Cecil.dll"),
            new ReaderParameters { ReadingMode = ReadingMode.Immediate, InMemory = true });
        using var image = new MemoryStream();
        assembly.Write(image, new WriterParameters { DeterministicMvid = true });
        return Text.Fingerprint(image.ToArray());
    }
}
