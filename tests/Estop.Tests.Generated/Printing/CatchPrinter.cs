using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated.Printing;

/// <summary>What catch clauses catch.</summary>
internal static class CatchPrinter
{
    /// <summary>The clauses that are not hidden by the ones before.</summary>
    public static List<Catch> Possible(IReadOnlyList<Catch> catches)
    {
        var possible = new List<Catch>();
        foreach (var handler in catches)
        {
            if (possible.Exists(earlier => Kind(earlier) is 2 or 3 || (Kind(earlier) == 4 && Kind(handler) == 4) || (Kind(earlier) == 0 && Kind(handler) is 0 or 1)))
            {
                continue;
            }

            possible.Add(handler);
        }

        return possible;
    }

    public static string Head(Catch handler) => Kind(handler) switch
    {
        0 => "catch (Boom)",
        1 => $"catch (Boom e{handler.Id}) when (t.F({handler.Id}, (e{handler.Id}.Number & 1) == 0))",
        2 => "catch (Exception)",
        3 => "catch",
        4 => "catch (FormatException)",
        _ => $"catch (Exception e{handler.Id}) when (t.F({handler.Id}, e{handler.Id} is Boom))",
    };

    /// <summary>Whether all that programs throw is caught, and not thrown again.</summary>
    public static bool TakesAll(Catch handler) => Kind(handler) is 0 or 2 or 3 or 5;

    private static int Kind(Catch handler) => handler.Form % 6;
}
