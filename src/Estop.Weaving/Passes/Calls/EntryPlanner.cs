using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Passes.Initialisers;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>
/// Decides which methods poll at their entry: those that can recurse, and those that code which is not woven can call in
/// a loop of its own.
/// </summary>
internal sealed class EntryPlanner
{
    private readonly TypeHierarchy _hierarchy = new();
    private readonly HashSet<MethodDefinition> _polled;
    private readonly OutsideCallers _outside;
    private readonly Dictionary<TypeDefinition, bool> _mayHaveFinalizer = [];

    public EntryPlanner(ModuleDefinition module)
    {
        var graph = new CallGraph(module, _hierarchy);
        _polled = [.. graph.Recursive, .. graph.HandedOut];
        _outside = new OutsideCallers(_hierarchy);
    }

    public bool Polls(MethodDefinition method) =>
        !IsForbidden(method)
        && !IsTrivialAccessor(method)
        && (_polled.Contains(method) || _outside.MayCall(method));

    /// <summary>
    /// Whether a stop must not be thrown out of the method before it has begun: what it releases would stay unreleased,
    /// what it initialises broken for good, and native code cannot be unwound.
    /// </summary>
    private bool IsForbidden(MethodDefinition method) =>
        CleanupMethods.IsCleanup(method)
        || TypeInitialisers.IsInitialiser(method)
        || NativeCallbacks.IsCallback(method)
        || IsModuleInitialiser(method)
        || IsOfStateMachine(method)
        || (method is { IsConstructor: true } && MayHaveFinalizer(method.DeclaringType));

    /// <summary>
    /// A state machine is entered by whoever completes what it awaits, who must not get the exception; and to throw
    /// before it has gone on to where it was would pass over its finally blocks.
    /// </summary>
    private static bool IsOfStateMachine(MethodDefinition method) =>
        StateMachines.IsAsync(method.DeclaringType) && method.UnqualifiedName() != "MoveNextAsync";

    private static bool IsModuleInitialiser(MethodDefinition method) => method.HasCustomAttributes && method.CustomAttributes.Any(attribute =>
        attribute.AttributeType.FullName == "System.Runtime.CompilerServices.ModuleInitializerAttribute");

    private static bool IsTrivialAccessor(MethodDefinition method) =>
        (method.IsGetter || method.IsSetter || method.IsAddOn || method.IsRemoveOn)
        && !method.Body.HasCalls()
        && !LoopPlanner.MayLoop(method.Body);

    private bool MayHaveFinalizer(TypeDefinition type)
    {
        if (!_mayHaveFinalizer.TryGetValue(type, out var may))
        {
            may = !_hierarchy.IsKnown(type) || _hierarchy.SelfAndAncestors(type).Any(known =>
                known.FullName != "System.Object"
                && known.Methods.Any(method => method is { Name: "Finalize", HasParameters: false, IsVirtual: true }));
            _mayHaveFinalizer.Add(type, may);
        }

        return may;
    }
}
