using Mono.Cecil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>What a virtual call of the method goes to, of which each override is a part. There is one for each method.</summary>
internal sealed class VirtualSlot(MethodDefinition method)
{
    public MethodDefinition Method { get; } = method;
}
