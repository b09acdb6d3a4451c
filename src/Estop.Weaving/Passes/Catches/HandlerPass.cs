using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Catches;

/// <summary>Handlers run shielded, and what they swallow returns at their end.</summary>
internal static class HandlerPass
{
    public static void Apply(MethodBody body, IReadOnlyList<HandlerPlan> handlers, RuntimeReferences runtime)
    {
        foreach (var (clause, treatment) in handlers)
        {
            switch (treatment)
            {
                case HandlerTreatment.Check:
                    HandlerBody.BeforeExits(body, clause, Check);
                    break;
                case HandlerTreatment.ShieldAndCheck:
                    HandlerBody.Wrap(body, clause, Shields.OfHandler(body, runtime, swallows: true), Check);
                    break;
                case HandlerTreatment.ShieldAsCleanup:
                    HandlerBody.Wrap(body, clause, Shields.OfHandler(body, runtime, swallows: false), afterwards: null);
                    break;
            }
        }

        Instruction Check() => Instruction.Create(OpCodes.Call, runtime.Check);
    }
}
