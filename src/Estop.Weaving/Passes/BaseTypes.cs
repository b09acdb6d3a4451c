using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>What a type derives from.</summary>
internal static class BaseTypes
{
    /// <summary>The type itself and its base types but for <see cref="object"/>, as far as they can be found.</summary>
    public static IEnumerable<TypeDefinition> SelfAndBases(TypeDefinition type)
    {
        for (var current = type; current is { BaseType: not null }; current = current.BaseType.Resolve())
        {
            yield return current;
        }
    }
}
