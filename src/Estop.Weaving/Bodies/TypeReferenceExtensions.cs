using Mono.Cecil;

namespace Estop.Weaving.Bodies;

internal static class TypeReferenceExtensions
{
    /// <summary>
    /// Whether the type has the name, and is no array, instance of a generic type or the like: the full names of those
    /// are put together anew each time they are asked for.
    /// </summary>
    public static bool IsNamed(this TypeReference type, string @namespace, string name) =>
        type is not TypeSpecification && !type.IsNested && type.Name == name && type.Namespace == @namespace;

    /// <summary>The type itself, without <c>modreq</c> and <c>modopt</c>.</summary>
    public static TypeReference WithoutModifiers(this TypeReference type)
    {
        while (type is IModifierType modified)
        {
            type = modified.ElementType;
        }

        return type;
    }
}
