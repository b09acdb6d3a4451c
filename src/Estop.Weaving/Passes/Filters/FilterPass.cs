using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Filters;

/// <summary>
/// Exception filters decide as they did. No try block can stand in a filter, so that the shield of one that throws by
/// itself stays up until something that lies around it is left.
/// </summary>
internal static class FilterPass
{
    public static void Apply(MethodBody body, IReadOnlyList<ExceptionHandler> filters, RuntimeReferences runtime)
    {
        foreach (var clause in filters)
        {
            var shield = Shields.OfCleanup(body, runtime);
            var end = new BodyLayout(body).FilterOf(clause).Last();
            body.InsertAt(clause.FilterStart, [.. shield.Enter]);
            body.InsertAt(end, [.. shield.Leave]);
        }
    }
}
