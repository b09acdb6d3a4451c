using Estop.Weaving.Bodies;
using Estop.Weaving.Passes;
using Estop.Weaving.Passes.AwaitingCleanups;
using Estop.Weaving.Passes.Awaits;
using Estop.Weaving.Passes.Calls;
using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Passes.HandOvers;
using Estop.Weaving.Passes.Locks;
using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Passes.Replacements;
using Estop.Weaving.Passes.Tokens;
using Mono.Cecil.Rocks;

namespace Estop.Weaving;

/// <summary>Carries out what was decided about a method.</summary>
/// <remarks>
/// The order of the passes:
/// <list type="number">
/// <item>Replacements, work that is kept, semaphores, guards and tokens change single calls, where they were found: before anything is inserted that
/// looks like them. Guards come before tokens, which take the place of the call they belong to.</item>
/// <item>Handlers and cleanups that await are found by how the compiler lays them out, before anything stands between. What
/// catches exceptions out of their middle leaves their shields before it enters its own.</item>
/// <item>Handlers and cleanups put a try block inside a handler. Each finds its region where it then is, so that their
/// order among themselves is free.</item>
/// <item>What encloses the whole method, shield or stop root, must enclose all the clauses that those have made. The two
/// never meet: a state machine is no cleanup.</item>
/// <item>Entry polls stand before all that.</item>
/// <item>Loops come last: a poll takes the place of the head, which is from then on another object. No pass makes a
/// loop, so the loops that were found in the original are all there are.</item>
/// </list>
/// </remarks>
internal sealed class MethodWeaver(RuntimeReferences runtime)
{
    public void Weave(MethodPlan plan)
    {
        var body = plan.Method.Body;
        ReplacementPass.Apply(body, plan.Replacements);
        KeptWorkPass.Apply(body, plan.KeptWork, runtime);
        SemaphorePass.Apply(body, plan.Semaphores, runtime);
        HeldWaitPass.Apply(body, plan.HeldWaits, runtime);
        if (plan.StateMachine is { } machine)
        {
            StateMachinePass.GuardTasks(body, machine.Guarded, runtime);
            StateMachinePass.LetGo(body, machine.LetGo, runtime);
        }

        TokenPass.Apply(body, plan.Tokens, runtime);
        var shields = plan.Awaiting.IsEmpty ? null : ShieldDepthField.AddTo(plan.Method);
        if (shields is not null)
        {
            AwaitingHandlerPass.Apply(body, plan.Awaiting.Handlers, shields, runtime);
            AwaitingCleanupPass.Apply(body, plan.Awaiting.Cleanups, shields, runtime);
        }

        HandlerPass.Apply(body, plan.Handlers, runtime);
        CleanupPass.Apply(body, plan.Cleanups, runtime);
        if (shields is not null)
        {
            AwaitingHandlerPass.Return(body, plan.Awaiting.Returns, shields, runtime);
        }

        if (plan.StateMachine is { Own: var own })
        {
            StateMachinePass.MakeRoot(body, own, shields, runtime);
        }

        if (plan.IsShielded)
        {
            WholeBody.Wrap(body, Shields.OfCleanup(body, runtime));
        }

        if (plan.PollsAtEntry)
        {
            EntryPass.Apply(body, runtime);
        }

        LoopPass.Apply(body, plan.Loops, runtime);
        body.OptimizeMacros();
    }
}
