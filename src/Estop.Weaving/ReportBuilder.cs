using Estop.Weaving.Bodies;
using Estop.Weaving.OptOuts;
using Estop.Weaving.Passes;
using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Reports;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving;

/// <summary>Counts what is decided, and keeps what could not be covered.</summary>
internal sealed class ReportBuilder(ModuleDefinition module, CallInspector calls)
{
    private readonly Findings _findings = new();
    private StoppabilityReport _report = new() { Assembly = module.Assembly.Name.Name };

    public void LeftAlone(MethodDefinition method, StoppabilityCause cause, string reason)
    {
        _report = _report with { Methods = _report.Methods + 1 };
        _findings.Add(cause, MethodNames.InSource(method), reason, method);
    }

    public void OptedOut(MethodDefinition method, OptOut optOut)
    {
        _report = _report with { Methods = _report.Methods + 1 };
        _findings.Add(StoppabilityCause.OptOut, optOut.Member, optOut.Reason, method);
    }

    public void Add(MethodPlan plan)
    {
        _report = _report with
        {
            Methods = _report.Methods + 1,
            LoopsPolled = _report.LoopsPolled + plan.Loops.Count(loop => loop.HasPoll),
            LoopsShort = _report.LoopsShort + plan.Loops.Count(loop => loop.Verdict == LoopVerdict.Short),
            HandlersChecked = _report.HandlersChecked + plan.Handlers.Count(handler => handler.Treatment
                is HandlerTreatment.Check or HandlerTreatment.ShieldAndCheck),
            HandlersShielded = _report.HandlersShielded + plan.Handlers.Count(handler => handler.Treatment
                is HandlerTreatment.ShieldAndCheck or HandlerTreatment.ShieldAsCleanup),
            CleanupsShielded = _report.CleanupsShielded + plan.Cleanups.Count + (plan.IsShielded ? 1 : 0),
            EntriesPolled = _report.EntriesPolled + (plan.PollsAtEntry ? 1 : 0),
            CallsReplaced = _report.CallsReplaced + plan.Replacements.Count,
            TokensGiven = _report.TokensGiven + plan.Tokens.Count,
            StateMachines = _report.StateMachines + (plan.StateMachine is null ? 0 : 1),
            AwaitsGuarded = _report.AwaitsGuarded + (plan.StateMachine?.Guarded.Count ?? 0),
        };
        AddCalls(plan);
        foreach (var start in plan.KeptWork)
        {
            _findings.Add(StoppabilityCause.KeptWork, MethodNames.InSource(plan.Method), "starts work and keeps it", plan.Method, start);
        }

        foreach (var loop in plan.Loops.Where(loop => loop.Verdict == LoopVerdict.Forbidden))
        {
            var cause = NativeCallbacks.IsCallback(plan.Method) ? StoppabilityCause.NativeCallback : StoppabilityCause.FilterLoop;
            _findings.Add(cause, MethodNames.InSource(plan.Method), "a loop", plan.Method, loop.Head);
        }
    }

    public StoppabilityReport Build() => _report with
    {
        MethodsCovered = _report.Methods - _findings.MethodsUncovered,
        Findings = _findings.Build(),
    };

    /// <summary>Marks the code of workers that comes to something of what was found.</summary>
    public void MarkWorkers(RuntimeReferences runtime) => WorkerMethods.Mark(module, runtime, _findings);

    private void AddCalls(MethodPlan plan)
    {
        foreach (var call in plan.Method.Body.Instructions)
        {
            if (CallsOrHandsOut(call) && calls.Inspect(call) is { } verdict && !IsCovered(call))
            {
                _findings.Add(verdict.Cause, verdict.Subject, verdict.Detail, plan.Method, call);
            }
        }

        bool IsCovered(Instruction call) =>
            plan.Replacements.Any(replacement => replacement.Call == call) || plan.Tokens.Any(token => token.Call == call);
    }

    /// <summary>What is made a delegate is called by whoever gets it.</summary>
    private static bool CallsOrHandsOut(Instruction instruction) =>
        instruction.IsCall() || instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn;
}
