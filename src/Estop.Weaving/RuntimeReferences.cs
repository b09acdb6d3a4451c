using Estop.Weaving.Verification;
using Mono.Cecil;

namespace Estop.Weaving;

/// <summary>What woven code calls, read from <c>Estop.dll</c> by name and imported into the woven module on first use.</summary>
internal sealed class RuntimeReferences(ModuleDefinition runtime, ModuleDefinition target)
{
    private const string Namespace = "Estop.Runtime";

    private readonly Dictionary<string, MethodReference> _imported = [];

    public MethodReference Poll => Import("Safepoint", "Poll");

    public MethodReference IsWanted => Import("Safepoint", "IsWanted");

    public MethodReference PollUnless => Import("Safepoint", "PollUnless");

    /// <summary>The polls of loops.</summary>
    public PollMethods Polls => field ??= new PollMethods(Poll, PollUnless);

    public MethodReference PollEntry => Import("Safepoint", "PollEntry");

    public MethodReference Check => Import("Safepoint", "Check");

    public MethodReference EnterCleanup => Import("Shield", "EnterCleanup");

    public MethodReference EnterHandler => Import("Shield", "EnterHandler");

    public MethodReference ExitShield => Import("Shield", "Exit");

    public MethodReference AwaitingDepth => Import("Shield", "AwaitingDepth");

    public MethodReference EnterAwaiting => Import("Shield", "EnterAwaiting");

    public MethodReference ExitAwaiting => Import("Shield", "ExitAwaiting");

    public MethodReference LockTaken => Import("HeldLocks", "Taken", method => !method.HasParameters);

    public MethodReference LockTakenIfTrue => Import("HeldLocks", "Taken", method => method.HasParameters);

    public MethodReference LockReleased => Import("HeldLocks", "Released");

    public MethodReference LockTakenAwaiting => Import("HeldLocks", "TakenAwaiting", method => !method.HasParameters);

    public MethodReference LockTakenAwaitingIfTrue => Import("HeldLocks", "TakenAwaiting", method => method.HasParameters);

    public MethodReference LockReleasedAwaiting => Import("HeldLocks", "ReleasedAwaiting");

    public MethodReference BeginDetached => Import("Detached", "Begin");

    public MethodReference EndDetached => Import("Detached", "End");

    public MethodReference EnterRoot => Import("AsyncRoot", "Enter");

    public MethodReference TryEnterRoot => Import("AsyncRoot", "TryEnter");

    public TypeReference PoolAwaiter => target.ImportReference(
        runtime.GetType(Namespace, "PoolAwaiter") ?? throw Missing($"{Namespace}.PoolAwaiter"));

    public MethodReference Admit => Import("AsyncRoot", "Admit");

    public MethodReference Outgoing => Import("AsyncRoot", "Outgoing");

    public MethodReference LeaveRoot => Import("AsyncRoot", "Leave");

    public MethodReference OverloadsAgree => Import("Overloads", "Agree");

    public MethodReference CurrentToken => Import("Tokens", "Current");

    public MethodReference GuardTask => Import("Awaits", "Guard", method => !method.HasGenericParameters);

    public MethodReference GuardTaskOfT => Import("Awaits", "Guard", method => method.HasGenericParameters);

    public MethodReference OrLetGo => Import("Awaits", "OrLetGo", method => !method.HasGenericParameters);

    public MethodReference OrLetGoOfT => Import("Awaits", "OrLetGo", method => method.HasGenericParameters);

    public MethodReference Stamp => Import("WovenAttribute", ".ctor");

    public MethodReference HoldsUpStops => Import("HoldsUpStopsAttribute", ".ctor");

    public MethodReference Stoppability => Import("StoppabilityAttribute", ".ctor");

    /// <summary>What a blocking wait for a task of this type waits through.</summary>
    public MethodReference Hold(string method, string task)
    {
        var key = $"HeldWaits.{method}.{task}";
        if (!_imported.TryGetValue(key, out var reference))
        {
            reference = target.ImportReference(Find(
                "HeldWaits", method, candidate => candidate.Parameters[0].ParameterType.GetElementType().Name == task));
            _imported.Add(key, reference);
        }

        return reference;
    }

    /// <summary>What computes the end of a chunk, for counters of this type, and of what.</summary>
    public MethodReference Chunk(string method, TypeReference counter, int parameters)
    {
        var key = $"Chunk.{method}.{counter.MetadataType}.{parameters}";
        if (!_imported.TryGetValue(key, out var reference))
        {
            reference = target.ImportReference(Find(
                "Chunk", method, candidate => candidate.ReturnType.MetadataType == counter.MetadataType && candidate.Parameters.Count == parameters));
            _imported.Add(key, reference);
        }

        return reference;
    }

    private MethodReference Import(string type, string method, Func<MethodDefinition, bool>? which = null)
    {
        var key = $"{type}.{method}{(which is null ? "" : which.Method.Name)}";
        if (!_imported.TryGetValue(key, out var reference))
        {
            reference = target.ImportReference(Find(type, method, which));
            _imported.Add(key, reference);
        }

        return reference;
    }

    private MethodDefinition Find(string type, string method, Func<MethodDefinition, bool>? which) =>
        runtime.GetType(Namespace, type)?.Methods
            .FirstOrDefault(candidate => candidate.Name == method && (which is null || which(candidate)))
        ?? throw Missing($"{Namespace}.{type}.{method}");

    private WeavingException Missing(string name) => new(
        $"'{runtime.FileName}' has no {name}: it is of another version than this weaver. "
        + "Reference the Estop package and the weaver in the same version.");
}
