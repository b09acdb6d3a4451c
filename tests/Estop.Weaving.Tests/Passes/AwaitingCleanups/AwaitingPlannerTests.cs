using Estop.Weaving.Passes.AwaitingCleanups;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Passes.AwaitingCleanups;

public class AwaitingPlannerTests
{
    public static TheoryData<string, string, string, OptimizationLevel> Plans() => BothLevels(
        ("a finally", "try { await T(); } finally { await T(); }", "cleanup"),
        ("what is used", "await using (D()) { await T(); }", "cleanup"),
        ("a finally that does not await", "try { await T(); } finally { A(); }", ""),
        ("a handler that does not await", "try { await T(); } catch { A(); }", ""),
        ("a handler", "try { await T(); } catch { await T(); }", "swallows"),
        ("a handler of a type", "try { await T(); } catch (IOException e) { await T(e); }", "swallows"),
        ("a handler with a filter", "try { await T(); } catch (Exception e) when (e.Message == \"\") { await T(); }", "swallows"),
        ("a handler that rethrows", "try { await T(); } catch { await T(); throw; }", "rethrows"),
        ("a handler that throws another", "try { A(); } catch (Exception e) { await T(); throw new IOException(\"\", e); }", "rethrows"),
        ("a handler that rethrows what it does not know", "try { await T(); } catch (Exception e) { if (await B()) { throw; } await T(e); }", "swallows"),
        ("a handler that returns", "try { await T(); } catch { await T(); return; } await T();", "swallows"),
        ("a handler that ends a loop", "while (await B()) { try { await T(); } catch { await T(); break; } } await T();", "swallows"),
        ("a handler that goes on with a loop", "while (await B()) { try { await T(); } catch { await T(); continue; } await T(); }", "swallows"),
        ("a handler in an endless loop", "while (true) { try { await T(); } catch { await T(); } }", "swallows"),
        ("a handler with an endless loop in it", "try { await T(); } catch { while (true) { await T(); } }", "rethrows"),
        ("a handler that is left from a loop in it", "try { await T(); } catch { while (await B()) { if (await B()) return; } }", "swallows"),
        ("a handler in a branch", "if (await B()) { try { await T(); } catch { await T(); } } else { await T(); } await T();", "swallows"),
        ("several handlers", "try { await T(); } catch (IOException) { await T(); } catch (Exception) { await T(); throw; }", "swallows rethrows"),
        ("several handlers in a loop", "while (true) { try { await T(); } catch (IOException) { await T(); } catch (Exception) { await T(); } }", "swallows swallows"),
        ("three handlers", "try { await T(); } catch (IOException) { await T(); } catch (FormatException) { await T(); } catch { await T(); }", "swallows swallows swallows"),
        ("a handler and a finally", "try { await T(); } catch { await T(); } finally { await T(); }", "cleanup swallows"),
        ("a handler in a handler", "try { await T(); } catch { try { await T(); } catch { await T(); } await T(); }", "swallows 1:swallows"),
        ("a finally in a handler", "try { await T(); } catch { try { await T(); } finally { await T(); } }", "1:cleanup swallows"),
        ("a handler in a finally", "try { await T(); } finally { try { await T(); } catch { await T(); } }", "cleanup 1:swallows"),
        ("a finally in a finally", "try { await T(); } finally { await using (D()) { await T(); } }", "1:cleanup cleanup"),
        ("a handler that is left through a finally", "try { await T(); } catch { try { if (await B()) return; await T(); } finally { A(); } }", "swallows"));

    [Theory, MemberData(nameof(Plans))]
    public void What_awaits_after_an_exception_is_recognised(string what, string body, string expected, OptimizationLevel level)
    {
        using var planned = Planned.Compile(
            $$"""
            public static class Code
            {
                static Task T(object x = null) => null;
                static Task<bool> B() => null;
                static IAsyncDisposable D() => null;
                static void A() { }
                public static async Task Run() { {{body}} }
            }
            """,
            level);

        var plan = AwaitingPlanner.Plan(planned.Body("MoveNext"));

        var found = plan.Cleanups.Select(cleanup => (cleanup.Depth, What: "cleanup"))
            .Concat(plan.Handlers.Select(handler => (handler.Depth, What: handler.Swallows ? "swallows" : "rethrows")))
            .Select(one => one.Depth == 0 ? one.What : $"{one.Depth}:{one.What}");
        Assert.Equal(Sorted(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Sorted(found));
        Assert.NotEmpty(what);
    }

    [Theory, BothLevels]
    public void A_catch_around_cleanup_that_awaits_puts_the_shields_back(OptimizationLevel level)
    {
        using var planned = Planned.Compile(
            """
            public static class Code
            {
                static Task T() => null;
                public static async Task Run()
                {
                    try { try { await T(); } finally { await T(); } } catch (IOException) { Console.Beep(); }
                    try { await T(); } catch (IOException) { Console.Beep(); }
                }
            }
            """,
            level);

        var plan = AwaitingPlanner.Plan(planned.Body("MoveNext"));

        Assert.Equal(0, Assert.Single(plan.Returns).Depth);
    }

    [Fact]
    public void Code_that_is_no_state_machine_has_none()
    {
        using var planned = Planned.Compile("public static class Code { public static void Run() { try { Console.Read(); } catch { } } }");

        Assert.True(AwaitingPlanner.Plan(planned.Body("Run")).IsEmpty);
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    private static TheoryData<string, string, string, OptimizationLevel> BothLevels(params (string What, string Body, string Plan)[] cases)
    {
        var data = new TheoryData<string, string, string, OptimizationLevel>();
        foreach (var (what, body, plan) in cases)
        {
            data.Add(what, body, plan, OptimizationLevel.Debug);
            data.Add(what, body, plan, OptimizationLevel.Release);
        }

        return data;
    }
}
