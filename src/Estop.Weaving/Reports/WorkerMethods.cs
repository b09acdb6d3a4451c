using Estop.Weaving.Passes;
using Estop.Weaving.Passes.Calls;
using Mono.Cecil;

namespace Estop.Weaving.Reports;

/// <summary>
/// Marks the methods that are the code of workers, and come to what a stop has to wait for, so that the service can tell which
/// kinds are better run in a child process. What is called in other assemblies is their own affair.
/// </summary>
internal static class WorkerMethods
{
    /// <summary>What takes its time in the framework ends in most programs, and who opts out knows why.</summary>
    private static readonly StoppabilityCause[] Causes =
    [
        StoppabilityCause.NativeCall, StoppabilityCause.FunctionPointerCall, StoppabilityCause.UnwovenCall,
        StoppabilityCause.RuntimeAsync, StoppabilityCause.LeftAlone, StoppabilityCause.NativeCallback, StoppabilityCause.FilterLoop,
    ];

    public static void Mark(ModuleDefinition module, RuntimeReferences runtime, Findings findings)
    {
        var workers = module.GetTypes().SelectMany(type => type.Methods).Where(IsWorker).ToList();
        if (workers.Count == 0)
        {
            return;
        }

        var dispatch = new Dispatch(module, new TypeHierarchy());
        foreach (var worker in workers)
        {
            if (Describe(Reached(worker, module, dispatch), findings) is { } because)
            {
                var mark = new CustomAttribute(runtime.HoldsUpStops);
                mark.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, because));
                worker.CustomAttributes.Add(mark);
            }
        }
    }

    private static bool IsWorker(MethodDefinition method) =>
        method is { HasBody: true, HasParameters: true }
        && method.Parameters.Any(parameter => parameter.ParameterType is { Name: "WorkerContext", Namespace: "Estop.Workers" });

    private static string? Describe(IEnumerable<MethodDefinition> reached, Findings findings)
    {
        var found = reached
            .SelectMany(method => findings.In(method))
            .Where(finding => Causes.Contains(finding.Cause))
            .Distinct()
            .OrderBy(finding => finding.Cause)
            .ThenBy(finding => finding.Subject, StringComparer.Ordinal)
            .ToList();
        return found.Count switch
        {
            0 => null,
            1 => $"{found[0].Subject} ({found[0].Detail})",
            _ => $"{found[0].Subject} ({found[0].Detail}), and {found.Count - 1} more",
        };
    }

    /// <summary>All in the module that the method may call, or hand out to be called.</summary>
    private static HashSet<MethodDefinition> Reached(MethodDefinition method, ModuleDefinition module, Dispatch dispatch)
    {
        var reached = new HashSet<MethodDefinition> { method };
        var toVisit = new Stack<MethodDefinition>(reached);
        while (toVisit.TryPop(out var next))
        {
            foreach (var instruction in next.HasBody ? next.Body.Instructions : [])
            {
                if (instruction.Operand is not MethodReference reference)
                {
                    continue;
                }

                foreach (var called in ReachedBy(reference, module, dispatch).Where(reached.Add))
                {
                    toVisit.Push(called);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<MethodDefinition> ReachedBy(MethodReference reference, ModuleDefinition module, Dispatch dispatch)
    {
        // An async method starts its state machine through its builder; an iterator only makes its own.
        var machine = reference is GenericInstanceMethod { Name: "Start", GenericArguments: [var argument] } ? argument
            : reference.Name == ".ctor" ? reference.DeclaringType
            : null;
        var parts = machine is not null && machine.Name.StartsWith('<') && OfModule(machine) && machine.Resolve() is { } type
            ? type.Methods.Where(method => method.Name == "MoveNext")
            : [];
        return OfModule(reference.DeclaringType) && reference.Resolve() is { } called ? parts.Concat(dispatch.ReachedBy(called)) : parts;

        bool OfModule(TypeReference declaring) => declaring.GetElementType().Scope == module;
    }
}
