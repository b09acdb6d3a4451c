using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests;

/// <summary>While nothing is being stopped, woven code does what it did.</summary>
public class BehaviourTests
{
    [Theory, BothLevels]
    public void Handlers_and_cleanups_do_what_they_did(OptimizationLevel level)
    {
        const string Source =
            """
            public static class Code
            {
                public static string Run()
                {
                    var log = new List<string>();
                    for (var i = 0; i < 6; i++)
                    {
                        try
                        {
                            log.Add(Step(i, log));
                        }
                        catch (ArgumentException e) when (e.ParamName == "x")
                        {
                            log.Add("filtered");
                            continue;
                        }
                        catch (ArgumentException)
                        {
                            log.Add("argument");
                            if (i == 3) break;
                        }
                        catch
                        {
                            log.Add("any");
                        }
                        finally
                        {
                            log.Add("finally");
                        }
                        log.Add("next");
                    }
                    return string.Join(' ', log);
                }

                static string Step(int i, List<string> log)
                {
                    try
                    {
                        switch (i)
                        {
                            case 0: return "ok";
                            case 1: throw new ArgumentException("", "x");
                            case 2: throw new InvalidOperationException();
                            case 3: throw new ArgumentException("", "y");
                            default: return "late";
                        }
                    }
                    catch (Exception e)
                    {
                        try { log.Add(e.GetType().Name); throw; }
                        finally { log.Add("inner"); }
                    }
                    finally { log.Add("outer"); }
                }
            }
            """;
        using var code = Snippet.Compile(Source, level).Weave().Load();
        Assert.Equal(
            "outer ok finally next ArgumentException inner outer filtered finally InvalidOperationException inner outer "
            + "any finally next ArgumentException inner outer argument finally",
            code.Call("Run"));
    }
}
