using Estop.Weaving.Reports;
using Mono.Cecil;

namespace Estop.Weaving.OptOuts;

/// <summary>
/// Finds the code that its author has opted out: what carries <c>[Unstoppable]</c>, what lies in it, and what the
/// compiler has made of it.
/// </summary>
internal sealed class OptOutFinder
{
    private const string Attribute = "Estop.UnstoppableAttribute";

    private readonly Dictionary<MethodDefinition, OptOut> _found = [];

    /// <exception cref="WeavingException">One of them gives no reason.</exception>
    public OptOutFinder(ModuleDefinition module)
    {
        // Most assemblies do not know the attribute, and then there is nothing to look for.
        if (!module.TryGetTypeReference(Attribute, out _) && module.GetType(Attribute) is null)
        {
            return;
        }

        var ofAssembly = Read(module.Assembly, $"the assembly {module.Assembly.Name.Name}", null);
        foreach (var type in module.GetTypes())
        {
            Find(type, ofAssembly);
        }

        CompilerParts.AddTo(_found);
    }

    /// <summary>The opt-out that the method falls under; null when there is none.</summary>
    public OptOut? Of(MethodDefinition method) => _found.GetValueOrDefault(method);

    private void Find(TypeDefinition type, OptOut? ofAssembly)
    {
        var ofType = OfType(type) ?? ofAssembly;
        var ofAccessors = new Dictionary<MethodDefinition, OptOut?>();
        foreach (var (member, accessors) in MembersOf(type).Where(found => found.Member.HasCustomAttributes))
        {
            foreach (var accessor in accessors.OfType<MethodDefinition>())
            {
                ofAccessors[accessor] = Read(member, $"{MethodNames.NameOf(type)}.{member.Name}", accessor);
            }
        }

        foreach (var method in type.Methods)
        {
            if ((Read(method, MethodNames.Of(method), method) ?? ofAccessors.GetValueOrDefault(method) ?? ofType) is { } optOut)
            {
                _found.Add(method, optOut);
            }
        }
    }

    private static IEnumerable<(IMemberDefinition Member, MethodDefinition?[] Accessors)> MembersOf(TypeDefinition type)
    {
        var properties = type.Properties.Select(property =>
            ((IMemberDefinition)property, new MethodDefinition?[] { property.GetMethod, property.SetMethod }));
        var events = type.Events.Select(@event =>
            ((IMemberDefinition)@event, new MethodDefinition?[] { @event.AddMethod, @event.RemoveMethod }));
        return properties.Concat(events);
    }

    /// <summary>What a type says holds for the types in it, too.</summary>
    private static OptOut? OfType(TypeDefinition? type) => type is null
        ? null
        : Read(type, MethodNames.NameOf(type), type.Methods.FirstOrDefault(method => method.HasBody)) ?? OfType(type.DeclaringType);

    private static OptOut? Read(ICustomAttributeProvider member, string name, MethodDefinition? place)
    {
        if (!member.HasCustomAttributes
            || member.CustomAttributes.FirstOrDefault(candidate => candidate.AttributeType.FullName == Attribute) is not { } attribute)
        {
            return null;
        }

        var reason = attribute.ConstructorArguments is [{ Value: string text }] ? text : null;
        return string.IsNullOrWhiteSpace(reason)
            ? throw new WeavingException(
                $"[Unstoppable] on {name} gives no reason. Say why it must not be stopped, as in "
                + "[Unstoppable(\"holds a lock of the driver\")]: the stoppability report lists it.",
                place is null ? null : Sites.Of(place))
            : new OptOut(name, reason);
    }
}
