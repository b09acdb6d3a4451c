using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>Exception clauses lie in the body, apart or one in the other, the inner ones first.</summary>
internal static class Clauses
{
    public static string? FaultIn(MethodBody body, BodyLayout layout)
    {
        var earlier = new List<(int Start, int End, ExceptionHandler Clause)>();
        foreach (var clause in body.ExceptionHandlers)
        {
            if (!clause.Boundaries().All(layout.Contains))
            {
                return "an exception clause names an instruction that is not in the body";
            }

            foreach (var region in RegionsOf(clause, layout))
            {
                if (region.Start >= region.End)
                {
                    return "a region of an exception clause is empty";
                }

                foreach (var other in earlier)
                {
                    var apart = region.End <= other.Start || other.End <= region.Start;
                    var encloses = region.Start <= other.Start && other.End <= region.End;
                    if (!apart && !encloses)
                    {
                        return other.Start <= region.Start && region.End <= other.End
                            ? "an exception clause comes before one that lies inside of it"
                            : "regions of exception clauses overlap";
                    }
                }
            }

            earlier.AddRange(RegionsOf(clause, layout).Select(region => (region.Start, region.End, clause)));
        }

        return null;
    }

    private static IEnumerable<(int Start, int End)> RegionsOf(ExceptionHandler clause, BodyLayout layout)
    {
        yield return (layout.PositionOf(clause.TryStart), layout.PositionOf(clause.TryEnd));
        yield return (layout.PositionOf(clause.HandlerStart), layout.PositionOf(clause.HandlerEnd));
        if (clause.FilterStart is not null)
        {
            yield return (layout.PositionOf(clause.FilterStart), layout.PositionOf(clause.HandlerStart));
        }
    }
}
