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
    private readonly Dictionary<MethodDefinition, List<MethodDefinition>> _callees = [];
    private readonly Dispatch _dispatch;
    private readonly ModuleDefinition _module;

    public CallGraph(ModuleDefinition module)
    {
        _module = module;
        _dispatch = new Dispatch(module);
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            _callees.Add(method, [.. method.Body.Instructions.SelectMany(CalleesOf).Distinct()]);
        }
    }

    /// <summary>The methods whose address is taken: whoever gets the delegate may call them.</summary>
    public IEnumerable<MethodDefinition> HandedOut => _callees.Keys
        .SelectMany(method => method.Body.Instructions)
        .Where(instruction => instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn)
        .SelectMany(instruction => Targets((MethodReference)instruction.Operand));

    /// <summary>The methods that may call themselves, directly or through others.</summary>
    public IEnumerable<MethodDefinition> Recursive => StronglyConnected.Of(_callees.Keys, method => _callees[method])
        .Where(component => component.Count > 1 || _callees[component[0]].Contains(component[0]))
        .SelectMany(component => component);

    private IEnumerable<MethodDefinition> CalleesOf(Instruction instruction) =>
        instruction.IsCall() && instruction.Operand is MethodReference method
            ? Targets(method).Concat(StateMachinesStartedBy(method))
            : [];

    private IEnumerable<MethodDefinition> Targets(MethodReference method) =>
        method.DeclaringType.GetElementType().Scope == _module && method.Resolve() is { } called
            ? _dispatch.ReachedBy(called).Where(reached => reached.HasBody)
            : [];

    /// <summary>An async method starts its state machine through its builder.</summary>
    private IEnumerable<MethodDefinition> StateMachinesStartedBy(MethodReference method) =>
        method is GenericInstanceMethod { Name: "Start", GenericArguments: [var machine] }
        && machine.GetElementType().Scope == _module
        && machine.Resolve() is { } type && StateMachines.IsAsync(type)
            ? type.Methods.Where(StateMachines.IsAsyncMoveNext)
            : [];
}
