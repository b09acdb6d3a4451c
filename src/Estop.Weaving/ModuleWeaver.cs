using Estop.Weaving.OptOuts;
using Estop.Weaving.Passes.Calls;
using Estop.Weaving.Passes.Replacements;
using Estop.Weaving.Passes.Tokens;
using Estop.Weaving.Reports;
using Estop.Weaving.Verification;
using Estop.Weaving.Verification.Types;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Estop.Weaving;

/// <summary>Weaves a module in memory: decide, change, verify, stamp.</summary>
internal static class ModuleWeaver
{
    private const MethodImplAttributes RuntimeAsync = (MethodImplAttributes)0x2000;

    public static StoppabilityReport Weave(
        ModuleDefinition module,
        ModuleDefinition runtimeModule,
        Libraries libraries,
        OriginalBodies originals,
        bool isLibrary,
        WeavingPasses passes = WeavingPasses.All)
    {
        var runtime = new RuntimeReferences(runtimeModule, module);
        var report = new ReportBuilder(module, new CallInspector(module, libraries));
        var weaver = new MethodWeaver(runtime);

        // All is decided before anything is changed: what is decided about a method looks at others as they were.
        var plans = Decide(module, runtimeModule, runtime, report, isLibrary);
        using var verifier = new BackgroundVerifier(new BodyVerifier(runtime, new StackTypes(module), originals));
        foreach (var plan in plans.Select(plan => plan.Only(passes)))
        {
            report.Add(plan);
            if (plan.ChangesNothing)
            {
                plan.Method.Body.OptimizeMacros();
                continue;
            }

            weaver.Weave(plan);
            verifier.Add(plan);
        }

        verifier.Finish();
        report.MarkWorkers(runtime);
        var built = report.Build();
        Stamp.Put(module, runtime, built);
        return built;
    }

    private static List<MethodPlan> Decide(
        ModuleDefinition module, ModuleDefinition runtimeModule, RuntimeReferences runtime, ReportBuilder report, bool isLibrary)
    {
        var planner = new MethodPlanner(
            new ReplacementTable(runtimeModule),
            new TokenPlanner(runtime.CurrentToken.ReturnType),
            new EntryPlanner(module),
            isLibrary);
        var optOuts = new OptOutFinder(module);
        var plans = new List<MethodPlan>();
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            if (optOuts.Of(method) is { } optOut)
            {
                report.OptedOut(method, optOut);
                continue;
            }

            if (ReasonToLeave(method) is var (cause, reason))
            {
                report.LeftAlone(method, cause, reason);
                continue;
            }

            method.Body.SimplifyMacros();
            plans.Add(planner.Plan(method));
        }

        return plans;
    }

    private static (StoppabilityCause Cause, string Reason)? ReasonToLeave(MethodDefinition method) =>
        (method.ImplAttributes & RuntimeAsync) != 0
            ? (StoppabilityCause.RuntimeAsync, "it has no state machine to weave")
        : method.Body.Instructions.Any(instruction => instruction.OpCode.Code == Code.Jmp)
            ? (StoppabilityCause.LeftAlone, "it jumps into another method")
        : null;
}
