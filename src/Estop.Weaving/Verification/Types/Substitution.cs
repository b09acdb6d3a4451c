using Mono.Cecil;

namespace Estop.Weaving.Verification.Types;

/// <summary>
/// Puts the types that a reference gives for generic parameters into the signature it refers to. Remembers: what is known
/// about a type is known by the object that stands for it.
/// </summary>
internal sealed class Substitution
{
    private readonly Dictionary<(TypeReference, MemberReference), TypeReference> _known = [];

    /// <param name="type">A type of the member's signature.</param>
    /// <param name="member">The member as code names it.</param>
    public TypeReference In(TypeReference type, MemberReference member)
    {
        if (!type.ContainsGenericParameter)
        {
            return type;
        }

        if (!_known.TryGetValue((type, member), out var replaced))
        {
            replaced = Replace(type, member.DeclaringType as GenericInstanceType, member as GenericInstanceMethod);
            _known.Add((type, member), replaced);
        }

        return replaced;
    }

    private static TypeReference Replace(TypeReference type, GenericInstanceType? owner, GenericInstanceMethod? method)
    {
        switch (type)
        {
            case GenericParameter { Type: GenericParameterType.Type } parameter:
                return Argument(owner, parameter);
            case GenericParameter parameter:
                return Argument(method, parameter);
            case GenericInstanceType instance:
                var replaced = new GenericInstanceType(instance.ElementType);
                foreach (var argument in instance.GenericArguments)
                {
                    replaced.GenericArguments.Add(Replace(argument, owner, method));
                }

                return replaced;
            case ArrayType array:
                return new ArrayType(Replace(array.ElementType, owner, method), array.Rank);
            case ByReferenceType reference:
                return new ByReferenceType(Replace(reference.ElementType, owner, method));
            case PointerType pointer:
                return new PointerType(Replace(pointer.ElementType, owner, method));
            case IModifierType modified:
                return Replace(modified.ElementType, owner, method);
            default:
                return type;
        }
    }

    /// <summary>Without arguments the member is named from inside its own generic type or method.</summary>
    private static TypeReference Argument(IGenericInstance? instance, GenericParameter parameter) =>
        instance is not null && parameter.Position < instance.GenericArguments.Count
            ? instance.GenericArguments[parameter.Position]
            : parameter;
}
