using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Replacements;

/// <summary>The calls that woven code does not make itself, read from the attributes in <c>Estop.dll</c>.</summary>
internal sealed class ReplacementTable
{
    private const string Attribute = "Estop.Runtime.ReplacesCallAttribute";

    private readonly Dictionary<string, List<Replacement>> _byMethod = [];

    public ReplacementTable(ModuleDefinition runtime)
    {
        foreach (var method in runtime.GetTypes().SelectMany(type => type.Methods))
        {
            foreach (var attribute in method.CustomAttributes.Where(found => found.AttributeType.FullName == Attribute))
            {
                Add(method, attribute);
            }
        }
    }

    /// <summary>What is called in place of this call or constructor; null when it stays.</summary>
    public Replacement? Find(Instruction instruction)
    {
        var method = (MethodReference)instruction.Operand;
        if ((instruction.OpCode.Code == Code.Newobj) != (method.Name == Replacement.Constructor))
        {
            return null;
        }

        return Named(method) is { } found ? found
            : instruction.OpCode.Code == Code.Callvirt && _byMethod.ContainsKey(method.Name) ? Overridden(method)
            : null;
    }

    private void Add(MethodDefinition method, CustomAttribute attribute)
    {
        var type = ((TypeReference)attribute.ConstructorArguments[0].Value).GetElementType().FullName;
        var name = (string)attribute.ConstructorArguments[1].Value;
        if (!_byMethod.TryGetValue(name, out var replacements))
        {
            _byMethod.Add(name, replacements = []);
        }

        replacements.Add(new Replacement(type, name, method));
    }

    private Replacement? Named(MethodReference method)
    {
        if (!_byMethod.TryGetValue(method.Name, out var replacements) || !Framework.Owns(method.DeclaringType))
        {
            return null;
        }

        var type = method.DeclaringType.GetElementType().FullName;
        foreach (var candidate in replacements)
        {
            if (candidate.Type == type && candidate.Fits(method))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>
    /// A call names the method it overrides least in C#, but other compilers name the override: what is replaced is
    /// then the method that it overrides.
    /// </summary>
    private Replacement? Overridden(MethodReference method)
    {
        if (method.HasGenericParameters || method.DeclaringType.IsGenericInstance
            || method.Resolve() is not { IsVirtual: true, IsReuseSlot: true } definition)
        {
            return null;
        }

        for (var type = definition.DeclaringType.BaseType; type is not null; type = type.Resolve()?.BaseType)
        {
            var overridden = type.IsGenericInstance
                ? null
                : type.Resolve()?.Methods.FirstOrDefault(candidate => Overrides.SameSignature(candidate, definition));
            if (overridden is not null
                && _byMethod[method.Name].Find(known => known.Type == type.FullName && known.Fits(overridden)) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
