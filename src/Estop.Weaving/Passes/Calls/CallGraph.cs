using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>
/// Which methods of an assembly call which. A virtual call reaches every override in the assembly; what other
/// assemblies call back is not in it.
/// </summary>
internal sealed class CallGraph
{
    /// <summary>By method, what its body calls: methods and virtual slots.</summary>
    private readonly Dictionary<MethodDefinition, HashSet<object>> _callees = [];
    private readonly Dispatch _dispatch;
    private readonly HashSet<MethodDefinition> _handedOut = [];
    private readonly ModuleDefinition _module;

    public CallGraph(ModuleDefinition module, TypeHierarchy hierarchy)
    {
        _module = module;
        _dispatch = new Dispatch(module, hierarchy);
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            _callees.Add(method, [.. method.Body.Instructions.Where(IsCall).SelectMany(CalleesOf)]);
            _handedOut.UnionWith(method.Body.Instructions.Where(HandsOut).SelectMany(HandedOutBy));
        }
    }

    /// <summary>The methods whose address is taken: whoever gets the delegate may call them.</summary>
    public IReadOnlySet<MethodDefinition> HandedOut => _handedOut;

    /// <summary>The methods that may call themselves, directly or through others.</summary>
    public IEnumerable<MethodDefinition> Recursive => StronglyConnected.Of<object>(_callees.Keys, Successors)
        .Where(component => component.Count > 1 || Successors(component[0]).Contains(component[0]))
        .SelectMany(component => component.OfType<MethodDefinition>());

    private static bool IsCall(Instruction instruction) => instruction.IsCall();

    private static bool HandsOut(Instruction instruction) => instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn;

    private IEnumerable<object> Successors(object node) => node switch
    {
        VirtualSlot slot => _dispatch.ReachedBy(slot.Method).Where(_callees.ContainsKey),
        MethodDefinition method => _callees[method],
        _ => [],
    };

    private IEnumerable<object> CalleesOf(Instruction instruction)
    {
        if (instruction.Operand is not MethodReference reference)
        {
            yield break;
        }

        if (StateMachineStartedBy(reference) is { } machine)
        {
            yield return machine;
        }

        if (DefinitionHere(reference) is { } called)
        {
            // A static abstract method, too, is called through a slot: its type is a generic parameter.
            if (called.IsVirtual && (called.IsAbstract || instruction.OpCode.Code == Code.Callvirt))
            {
                yield return new VirtualSlot(called);
            }
            else if (called.HasBody)
            {
                yield return called;
            }
        }
    }

    private IEnumerable<MethodDefinition> HandedOutBy(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Ldftn when DefinitionHere((MethodReference)instruction.Operand) is { } method => [method],
        Code.Ldvirtftn when DefinitionHere((MethodReference)instruction.Operand) is { } method => _dispatch.ReachedBy(method),
        _ => [],
    };

    private MethodDefinition? DefinitionHere(MethodReference method) =>
        method.DeclaringType.GetElementType().Scope == _module ? method.Resolve() : null;

    /// <summary>An async method starts its state machine through its builder.</summary>
    private MethodDefinition? StateMachineStartedBy(MethodReference method) =>
        method is GenericInstanceMethod { Name: "Start", GenericArguments: [var machine] }
        && machine.GetElementType().Scope == _module
        && machine.Resolve() is { } type
            ? type.Methods.FirstOrDefault(StateMachines.IsAsyncMoveNext)
            : null;
}
