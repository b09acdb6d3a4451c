using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Cleanups;

/// <summary>Cleanup runs to its end, within its budget.</summary>
internal static class CleanupPass
{
    public static void Apply(MethodBody body, IReadOnlyList<ExceptionHandler> cleanups, RuntimeReferences runtime)
    {
        foreach (var clause in cleanups)
        {
            var shield = Shields.OfCleanup(body, runtime);
            if (!FinallyBody.TryWrap(body, clause, shield))
            {
                HandlerBody.Wrap(body, clause, shield, afterwards: null);
            }
        }
    }
}
