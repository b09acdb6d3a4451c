using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Tests.Harness;

namespace Estop.Weaving.Tests.Passes.Loops;

/// <summary>What a loop would lose to the call of its poll is put aside for it, and nothing else.</summary>
public class CarriedVariablesTests
{
    [Theory]
    [InlineData("var s = 0.0; foreach (var x in a) { s += x; } return s;", "Double[] Int32 Double")]
    [InlineData("var x = n; while (x > 1) { d *= 0.5; x /= 3; } return d;", "Double Int32")]
    [InlineData("var s = 0.0; for (var i = 0; i < n; i++) { double x = a[i]; x *= x; s += x; } return s;", "Int32 Double Double[] Int32")]
    [InlineData("var (p, q, r) = (1, 2, 3); for (var i = 0; i < n; i++) { p += q; q ^= r; r++; } return p;", "Int32 Int32 Int32 Int32 Int32")]
    [InlineData("var b = new List<int>(); var s = 0.0; for (var i = 0; i < n; i++) { s += b[i]; } return s;", "Int32 Int32 Double")]
    public void These_are_put_aside(string body, string types) =>
        Assert.Equal(types.Split(' ').Order(), Carried(body).Order());

    [Theory]
    [InlineData("var s = 0; foreach (var x in c) { s += x; } return s;")]
    [InlineData("var s = 0.0; for (var i = 0; i < n; i++) { s += Other(i); } return s;")]
    [InlineData("var s = 0.0; for (var i = 0; i < 100; i++) { s += a[i]; } return s;")]
    [InlineData("var (s, t) = (0.0, d); Change(ref s); for (var i = 0; i < n; i++) { s += i; } return s;")]
    [InlineData("while (n > 0) { n -= c.Length; var x = 0.0; a[0] = x; }  return 0;")]
    public void Nothing_is_put_aside(string body) => Assert.Empty(Carried(body));

    private static List<string> Carried(string body)
    {
        using var planned = Planned.Compile(
            $$"""
            public static class Code
            {
                public static double Run(double[] a, int[] c, int n, double d) { {{body}} }
                static double Other(int i) => Math.Sqrt(i) + Console.Read();
                static void Change(ref double x) => x++;
            }
            """);
        return [.. LoopPlanner.Plan(planned.Body("Run")).SelectMany(loop => loop.Carried).Select(CarriedVariables.TypeOf).Select(type => type.Name)];
    }
}
