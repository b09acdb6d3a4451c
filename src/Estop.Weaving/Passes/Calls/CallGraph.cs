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
    private readonly Dictionary<MethodDefinition, object[]> _callees = [];
    private readonly Dispatch _dispatch;
    private readonly HashSet<MethodDefinition> _handedOut = [];
    private readonly ModuleDefinition _module;
    private readonly Dictionary<MethodDefinition, VirtualSlot> _slots = [];

    public CallGraph(ModuleDefinition module, TypeHierarchy hierarchy)
    {
        _module = module;
        _dispatch = new Dispatch(module, hierarchy);
        var callees = new HashSet<object>();
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            callees.Clear();
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.IsCall())
                {
                    AddCallees(instruction, callees);
                }
                else if (instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn)
                {
                    HandOut(instruction);
                }
            }

            _callees.Add(method, [.. callees]);
        }
    }

    /// <summary>The methods whose address is taken: whoever gets the delegate may call them.</summary>
    public IReadOnlySet<MethodDefinition> HandedOut => _handedOut;

    /// <summary>The methods that may call themselves, directly or through others.</summary>
    public IEnumerable<MethodDefinition> Recursive => StronglyConnected.Of<object>(_callees.Keys, Successors)
        .Where(component => component.Count > 1 || Successors(component[0]).Contains(component[0]))
        .SelectMany(component => component.OfType<MethodDefinition>());

    private IEnumerable<object> Successors(object node) => node switch
    {
        VirtualSlot slot => _dispatch.ReachedBy(slot.Method).Where(CallsAny),
        MethodDefinition method => _callees[method],
        _ => [],
    };

    private bool CallsAny(MethodDefinition method) => _callees.TryGetValue(method, out var callees) && callees.Length > 0;

    private void AddCallees(Instruction call, HashSet<object> callees)
    {
        if (call.Operand is not MethodReference reference)
        {
            return;
        }

        if (StateMachineStartedBy(reference) is { } machine)
        {
            callees.Add(machine);
        }

        if (DefinitionHere(reference) is { } called)
        {
            // A static abstract method, too, is called through a slot: its type is a generic parameter.
            if (called.IsVirtual && (called.IsAbstract || call.OpCode.Code == Code.Callvirt))
            {
                callees.Add(SlotOf(called));
            }
            else if (called.HasBody)
            {
                callees.Add(called);
            }
        }
    }

    private void HandOut(Instruction load)
    {
        if (DefinitionHere((MethodReference)load.Operand) is { } method)
        {
            _handedOut.UnionWith(load.OpCode.Code == Code.Ldftn ? [method] : _dispatch.ReachedBy(method));
        }
    }

    private VirtualSlot SlotOf(MethodDefinition method)
    {
        if (!_slots.TryGetValue(method, out var slot))
        {
            _slots.Add(method, slot = new VirtualSlot(method));
        }

        return slot;
    }

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
