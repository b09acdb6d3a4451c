using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Estop.Weaving.Files;

/// <summary>What an assembly's headers say that decides whether and how it can be woven.</summary>
/// <param name="IsReadyToRun">Whether it holds native code beside its IL.</param>
/// <param name="HasEmbeddedSymbols">Whether it holds its own symbols.</param>
/// <param name="SymbolsPath">The path of its symbols as the compiler has written it; null when there are none.</param>
internal sealed record ImageInfo(bool IsReadyToRun, bool HasEmbeddedSymbols, string? SymbolsPath)
{
    /// <exception cref="WeavingException">The image is none that can be woven.</exception>
    public static ImageInfo Read(Stream image, string name)
    {
        try
        {
            using var reader = new PEReader(image, PEStreamOptions.LeaveOpen);
            if (!reader.HasMetadata)
            {
                throw new WeavingException($"{name} is native code. Only managed assemblies can be woven: leave it out.");
            }

            var metadata = reader.GetMetadataReader();
            if (!metadata.IsAssembly)
            {
                throw new WeavingException(
                    $"{name} is a module without an assembly manifest. Weave the assembly that it is part of.");
            }

            if (IsReferenceAssembly(metadata))
            {
                throw new WeavingException(
                    $"{name} is a reference assembly, which has no code. Weave the implementation, in the build's output.");
            }

            var isReadyToRun = reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
            if (!reader.PEHeaders.CorHeader.Flags.HasFlag(CorFlags.ILOnly) && !isReadyToRun)
            {
                throw new WeavingException(
                    $"{name} mixes managed and native code, which cannot be rewritten. Leave it out, and run what calls it "
                    + "in a child process if it has to be stopped.");
            }

            var debug = reader.ReadDebugDirectory();
            return new ImageInfo(
                isReadyToRun,
                debug.Any(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb),
                debug.Where(entry => entry.Type == DebugDirectoryEntryType.CodeView)
                    .Select(entry => reader.ReadCodeViewDebugDirectoryData(entry).Path)
                    .FirstOrDefault());
        }
        catch (BadImageFormatException error)
        {
            throw new WeavingException($"{name} is no assembly: {error.Message} Give the path of a managed .dll or .exe.", error);
        }
    }

    private static bool IsReferenceAssembly(MetadataReader metadata) =>
        metadata.GetAssemblyDefinition().GetCustomAttributes().Any(handle =>
            metadata.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
            && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
            && metadata.StringComparer.Equals(
                metadata.GetTypeReference((TypeReferenceHandle)type).Name, "ReferenceAssemblyAttribute"));
}
