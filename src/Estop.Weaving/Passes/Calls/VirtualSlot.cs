using Mono.Cecil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>What a virtual call of the method goes to, of which each override is a part.</summary>
internal sealed record VirtualSlot(MethodDefinition Method);
