using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Tests.Files;

/// <summary>A debugger finds every statement of woven code where it was.</summary>
public class SequencePointTests
{
    private const string Source =
        """
        public static class Code
        {
            private static readonly object Gate = new();

            public static int Run(int n)
            {
                var sum = 0;
                while (sum < n)
                {
                    try
                    {
                        lock (Gate)
                        {
                            sum++;
                        }

                        Thread.Sleep(1);
                    }
                    catch (Exception e) when (e.Message.Length > 0)
                    {
                        sum--;
                    }
                    finally
                    {
                        Console.Out.Flush();
                    }
                }

                foreach (var number in Numbers(n))
                {
                    sum += number;
                }

                return Descend(sum);
            }

            public static async Task<int> RunAsync(TaskCompletionSource source, int n)
            {
                do
                {
                    await source.Task;
                    await Task.Delay(n);
                }
                while (n-- > 0);
                Action<int> add = more =>
                {
                    n += more;
                };
                add(1);
                return n;
            }

            private static int Descend(int n) => n == 0
                ? 0
                : Descend(n - 1);

            private static IEnumerable<int> Numbers(int n)
            {
                for (var i = 0; i < n; i++)
                {
                    yield return i;
                }
            }
        }
        """;

    [Theory, BothLevels]
    public void Every_breakpoint_of_the_source_is_there_and_on_an_instruction(OptimizationLevel level)
    {
        var snippet = Snippet.Compile(Source, level);
        var woven = snippet.Weave();

        var before = Points(snippet.Assembly, snippet.Symbols!);
        var after = Points(woven.Assembly, woven.Symbols!);

        Assert.Equal(before, after);
        Assert.Contains(before, point => point.Contains("RunAsync", StringComparison.Ordinal));
    }

    /// <summary>The visible points in the order of the code, as a method and what is marked in the source.</summary>
    private static List<string> Points(byte[] image, byte[] symbols)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(
            new MemoryStream(image),
            new ReaderParameters
            {
                ReadSymbols = true,
                SymbolStream = new MemoryStream(symbols),
                SymbolReaderProvider = new PortablePdbReaderProvider(),
            });
        var points = new List<string>();
        foreach (var method in assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            var offsets = method.Body.Instructions.Select(instruction => instruction.Offset).ToHashSet();
            foreach (var point in method.DebugInformation.SequencePoints)
            {
                Assert.Contains(point.Offset, offsets);
                if (!point.IsHidden)
                {
                    points.Add($"{method.FullName} {point.StartLine},{point.StartColumn}-{point.EndLine},{point.EndColumn}");
                }
            }
        }

        return points;
    }
}
