using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;

namespace Estop.Weaving;

/// <summary>Counts what is decided, and keeps what could not be covered.</summary>
internal sealed class ReportBuilder(ModuleDefinition module)
{
    private readonly SortedSet<string> _platformInvokes = new(StringComparer.Ordinal);
    private readonly List<string> _leftAlone = [];
    private StoppabilityReport _report = new() { Assembly = module.Assembly.Name.Name };

    public void LeftAlone(MethodDefinition method, string reason) => _leftAlone.Add($"{method.FullName}: {reason}");

    public void Add(MethodPlan plan)
    {
        _report = _report with
        {
            Methods = _report.Methods + 1,
            LoopsPolled = _report.LoopsPolled + plan.Loops.Count(loop => loop.Verdict == LoopVerdict.Poll),
            LoopsShort = _report.LoopsShort + plan.Loops.Count(loop => loop.Verdict == LoopVerdict.Short),
            HandlersChecked = _report.HandlersChecked + plan.Handlers.Count(handler => handler.Treatment
                is HandlerTreatment.Check or HandlerTreatment.ShieldAndCheck),
            HandlersShielded = _report.HandlersShielded + plan.Handlers.Count(handler => handler.Treatment
                is HandlerTreatment.ShieldAndCheck or HandlerTreatment.ShieldAsCleanup),
            CleanupsShielded = _report.CleanupsShielded + plan.Cleanups.Count + plan.Filters.Count + (plan.IsShielded ? 1 : 0),
            EntriesPolled = _report.EntriesPolled + (plan.PollsAtEntry ? 1 : 0),
            CallsReplaced = _report.CallsReplaced + plan.Replacements.Count,
            TokensGiven = _report.TokensGiven + plan.Tokens.Count,
            StateMachines = _report.StateMachines + (plan.StateMachine is null ? 0 : 1),
            AwaitsGuarded = _report.AwaitsGuarded + (plan.StateMachine?.Guarded.Count ?? 0),
        };
        foreach (var call in plan.Method.Body.Instructions.Where(instruction => instruction.IsCall()))
        {
            if (call.Operand is MethodReference { DeclaringType.Scope: ModuleDefinition } called
                && called.Resolve() is { IsPInvokeImpl: true, PInvokeInfo: { } import } native)
            {
                _platformInvokes.Add($"{plan.Method.FullName}: {import.Module.Name}!{import.EntryPoint ?? native.Name}");
            }
        }
    }

    public StoppabilityReport Build() => _report with
    {
        PlatformInvokes = [.. _platformInvokes],
        LeftAlone = [.. _leftAlone],
    };
}
