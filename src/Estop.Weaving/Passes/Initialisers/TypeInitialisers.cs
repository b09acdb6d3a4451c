using Mono.Cecil;

namespace Estop.Weaving.Passes.Initialisers;

/// <summary>Recognises type initialisers: what one throws is cached, for every other worker too.</summary>
internal static class TypeInitialisers
{
    public static bool IsInitialiser(MethodDefinition method) => method is { IsStatic: true, IsConstructor: true };
}
