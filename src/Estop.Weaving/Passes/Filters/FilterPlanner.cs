using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Filters;

/// <summary>
/// Decides which exception filters are shielded: those that call anything. What is thrown out of a filter is dropped, and
/// the filter taken to have refused.
/// </summary>
internal static class FilterPlanner
{
    public static IReadOnlyList<ExceptionHandler> Plan(MethodBody body)
    {
        if (!body.ExceptionHandlers.Any(clause => clause.FilterStart is not null))
        {
            return [];
        }

        var layout = new BodyLayout(body);
        return [.. body.ExceptionHandlers.Where(clause => layout.FilterOf(clause).Any(instruction => instruction.IsCall()))];
    }
}
