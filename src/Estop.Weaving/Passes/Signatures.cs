using Estop.Weaving.Bodies;
using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>Compares the types of signatures that were written in different places.</summary>
internal static class Signatures
{
    /// <summary>Whether the types are the same, by name and place.</summary>
    public static bool Same(TypeReference one, TypeReference other) => Same(one, other, static (mine, theirs) =>
        mine.Type == theirs.Type && mine.Position == theirs.Position);

    /// <summary>Whether the types are the same by name, and their generic parameters by the given rule.</summary>
    public static bool Same(TypeReference one, TypeReference other, Func<GenericParameter, GenericParameter, bool> sameParameter)
    {
        (one, other) = (one.WithoutModifiers(), other.WithoutModifiers());
        return (one, other) switch
        {
            (GenericParameter mine, GenericParameter theirs) => sameParameter(mine, theirs),
            (GenericParameter, _) or (_, GenericParameter) => false,
            (GenericInstanceType mine, GenericInstanceType theirs) =>
                mine.ElementType.FullName == theirs.ElementType.FullName
                && mine.GenericArguments.Count == theirs.GenericArguments.Count
                && SameArguments(mine, theirs, sameParameter),
            (FunctionPointerType, _) or (_, FunctionPointerType) => one.FullName == other.FullName,
            (TypeSpecification mine, TypeSpecification theirs) =>
                mine.GetType() == theirs.GetType() && Same(mine.ElementType, theirs.ElementType, sameParameter),
            _ => one.FullName == other.FullName,
        };
    }

    private static bool SameArguments(
        GenericInstanceType one, GenericInstanceType other, Func<GenericParameter, GenericParameter, bool> sameParameter)
    {
        for (var i = 0; i < one.GenericArguments.Count; i++)
        {
            if (!Same(one.GenericArguments[i], other.GenericArguments[i], sameParameter))
            {
                return false;
            }
        }

        return true;
    }
}
