using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>The bodies as they were before they were woven, read a second time when one is asked for.</summary>
internal sealed class OriginalBodies(MemoryStream image, IAssemblyResolver resolver) : IDisposable
{
    private ModuleDefinition? _module;

    public MethodBody Of(MethodDefinition woven)
    {
        _module ??= ModuleDefinition.ReadModule(
            new MemoryStream(image.ToArray()), new ReaderParameters { AssemblyResolver = resolver });
        return ((MethodDefinition)_module.LookupToken(woven.MetadataToken)).Body;
    }

    public void Dispose() => _module?.Dispose();
}
