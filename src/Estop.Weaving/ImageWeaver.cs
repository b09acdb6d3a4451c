using Estop.Weaving.Files;
using Estop.Weaving.Reports;
using Estop.Weaving.Verification;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving;

/// <summary>Reads an assembly, has it woven, and writes it, all in memory.</summary>
internal static class ImageWeaver
{
    public static WovenImage Weave(MemoryStream image, MemoryStream? symbols, WeaverInputs inputs)
    {
        try
        {
            return Process(image, symbols, inputs);
        }
        catch (Exception error) when (error is not WeavingException)
        {
            // Readers stumble over damaged tables in as many ways as there are.
            throw new WeavingException(
                $"{inputs.DisplayName} cannot be read to its end ({error.GetType().Name}: {error.Message}) It is damaged, or "
                + "obfuscated beyond reading: leave it out. If other tools can read it, this is a defect of the weaver: please "
                + "report it with the assembly.",
                error);
        }
    }

    private static WovenImage Process(MemoryStream image, MemoryStream? symbols, WeaverInputs inputs)
    {
        var info = ImageInfo.Read(image, inputs.DisplayName);
        image.Position = 0;
        using var resolver = new ReferenceResolver([inputs.RuntimePath, .. inputs.ReferencePaths]);
        using var runtime = ReadRuntime(inputs.RuntimePath);
        using var assembly = Read(image, symbols, info, resolver, inputs.DisplayName);
        if (Stamp.Read(assembly) is { } version)
        {
            throw new WeavingException(
                $"{inputs.DisplayName} is woven already, by version {version}. Weave what the compiler has written: clean "
                + "the project and build again.");
        }

        if (assembly.Name.Name == runtime.Name.Name)
        {
            throw new WeavingException($"{inputs.DisplayName} is the runtime that woven code calls. Leave it out.");
        }

        if (Inheritance.CycleIn(assembly.MainModule) is { } type)
        {
            throw new WeavingException(
                $"{inputs.DisplayName} is damaged, or obfuscated beyond reading: '{type.FullName}' derives from itself. Leave it out.");
        }

        using var originals = new OriginalBodies(image, resolver);
        var libraries = new Libraries(resolver, inputs.WovenAssemblies.ToHashSet(StringComparer.OrdinalIgnoreCase));
        var report = ModuleWeaver.Weave(
            assembly.MainModule, runtime.MainModule, libraries, originals, inputs.IsLibrary, inputs.Passes) with
        {
            StrongName = inputs.KeyFile is not null ? StrongName.Signed
                : assembly.Name.HasPublicKey ? StrongName.PublicKeyOnly
                : StrongName.None,
        };
        if (info.IsReadyToRun)
        {
            DropNativeCode(assembly.MainModule);
        }

        // What is added to code makes up a small part of most assemblies.
        return Write(assembly, info, symbols is not null, report, inputs, capacity: (int)(image.Length * 3 / 2));
    }

    private static AssemblyDefinition ReadRuntime(string path)
    {
        try
        {
            return AssemblyDefinition.ReadAssembly(new MemoryStream(File.ReadAllBytes(path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new WeavingException(
                $"'{path}' cannot be read as the Estop.dll that woven code will run with: {error.Message} Give the path of "
                + "the Estop.dll that the project references.",
                error);
        }
    }

    private static AssemblyDefinition Read(
        MemoryStream image, MemoryStream? symbols, ImageInfo info, ReferenceResolver resolver, string name)
    {
        var parameters = new ReaderParameters { AssemblyResolver = resolver };
        Symbols.Read(parameters, info, symbols, name);
        try
        {
            return AssemblyDefinition.ReadAssembly(image, parameters);
        }
        catch (SymbolsNotMatchingException error)
        {
            throw new WeavingException(
                $"The symbols of {name} belong to another build of it. Clean the project and build again.", error);
        }
        catch (BadImageFormatException error)
        {
            throw new WeavingException($"{name} is no assembly: {error.Message}", error);
        }
    }

    private static WovenImage Write(
        AssemblyDefinition assembly, ImageInfo info, bool hasSymbols, StoppabilityReport report, WeaverInputs inputs, int capacity)
    {
        var output = new MemoryStream(capacity);
        var symbols = hasSymbols ? new MemoryStream() : null;

        // A new identity that the content decides: Hot Reload would otherwise take deltas meant for the unwoven one.
        var parameters = new WriterParameters { DeterministicMvid = true };
        Symbols.Write(parameters, info, symbols);
        if (inputs.KeyFile is not null)
        {
            parameters.StrongNameKeyBlob = StrongNameKey.Read(inputs.KeyFile);
            if (assembly.Name.HasPublicKey && !StrongNames.IsOf(assembly.Name.PublicKey, parameters.StrongNameKeyBlob))
            {
                throw new WeavingException(
                    $"{inputs.DisplayName} is signed with another key than that in '{inputs.KeyFile}'. It would get another name, "
                    + "and nothing that references it would find it. Give the key it was signed with, or none.");
            }
        }

        try
        {
            assembly.Write(output, parameters);
        }
        catch (ResolutionException error)
        {
            throw new WeavingException(
                $"{inputs.DisplayName} cannot be written without '{error.Member.DeclaringType?.Scope ?? error.Scope}', which "
                + $"has {error.Member.FullName}. Give the path of that assembly among the references.",
                error);
        }

        return new WovenImage(output, symbols, report);
    }

    /// <summary>The runtime would go on executing native code compiled ahead of time, which is not woven.</summary>
    private static void DropNativeCode(ModuleDefinition module)
    {
        const ModuleAttributes Library = (ModuleAttributes)4;
        module.Attributes = (module.Attributes & ~Library) | ModuleAttributes.ILOnly;
        module.Architecture = TargetArchitecture.I386;
    }
}
