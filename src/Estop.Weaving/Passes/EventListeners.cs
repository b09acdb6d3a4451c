using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>What the framework calls while it traces, where an exception would end in somebody else's code.</summary>
internal static class EventListeners
{
    private const string Listener = "System.Diagnostics.Tracing.EventListener";

    public static bool IsCallback(MethodDefinition method) =>
        method is { IsVirtual: true, IsReuseSlot: true, Name: "OnEventWritten" or "OnEventSourceCreated" }
        && BaseTypes.SelfAndBases(method.DeclaringType).Any(type => type.FullName == Listener);
}
