using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Estop.Weaving.Tests.Files;

/// <summary>Whatever is wrong with an assembly, it is woven or refused: nothing else is thrown, and nothing hangs.</summary>
public class DamagedInputTests
{
    private const int Rounds = 200;

    private const string Source =
        """
        public interface IThing<T> where T : class { T Get(int n); }
        public abstract class Base<T> : IThing<T> where T : class { public abstract T Get(int n); public virtual void Dispose() { } }
        public sealed class Thing : Base<string>, IDisposable
        {
            private readonly object _gate = new();
            public override string Get(int n) { lock (_gate) { for (var i = 0; i < n; i++) { Thread.Sleep(i); } } return "x"; }
            public override void Dispose() { while (_gate is null) { } }
            ~Thing() => Dispose();
        }
        public static class Code
        {
            public static async Task<int> RunAsync(Func<int, int> next)
            {
                var sum = 0;
                while (sum < 10)
                {
                    try { await Task.Delay(1); sum += next(sum); }
                    catch (Exception e) when (e.Message.Length > 0) { sum--; }
                    finally { Console.Out.Flush(); }
                }
                return sum;
            }
            public static IEnumerable<int> Numbers(int n) { for (var i = 0; i < n; i++) { yield return i switch { 1 => 2, 2 => 5, 3 => 9, _ => i }; } }
            public static void Run(Action ready) { using var thing = new Thing(); Task.Run(() => thing.Get(3)).Wait(); ready(); }
        }
        """;

    [Fact]
    public void A_damaged_assembly_is_woven_or_refused()
    {
        var snippet = Snippet.Compile(Source, OptimizationLevel.Release);
        Try(random =>
        {
            var assembly = (byte[])snippet.Assembly.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                assembly[random.Next(assembly.Length)] = (byte)random.Next(256);
            }

            return snippet with { Assembly = assembly };
        });
    }

    [Fact]
    public void A_truncated_assembly_is_refused()
    {
        var snippet = Snippet.Compile(Source, OptimizationLevel.Release);
        Try(random => snippet with { Assembly = snippet.Assembly[..random.Next(snippet.Assembly.Length)] });
    }

    [Fact]
    public void Damaged_symbols_are_taken_or_refused()
    {
        var snippet = Snippet.Compile(Source, OptimizationLevel.Release);
        Try(random =>
        {
            var symbols = (byte[])snippet.Symbols!.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                symbols[random.Next(symbols.Length)] = (byte)random.Next(256);
            }

            return snippet with { Symbols = random.Next(4) == 0 ? symbols[..random.Next(symbols.Length)] : symbols };
        });
    }

    [Fact]
    public void A_type_that_derives_from_itself_is_refused()
    {
        var snippet = Snippet.Compile(
            """
            public class Top { public virtual bool WaitOne() => true; }
            public class Middle : Top { public override bool WaitOne() => true; }
            public class Bottom : Middle { public override bool WaitOne() => true; public static bool Run(Middle m) => m.WaitOne(); }
            """,
            OptimizationLevel.Release);
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(snippet.Assembly));
        assembly.MainModule.GetType("Top").BaseType = assembly.MainModule.GetType("Bottom");
        using var cyclic = new MemoryStream();
        assembly.Write(cyclic);

        Assert.Contains("derives from itself", Assert.Throws<WeavingException>(() => new Snippet(cyclic.ToArray(), null).Weave()).Message);
    }

    /// <summary>On a thread of its own: one that never comes back fails the test, by its seed.</summary>
    private static void Try(Func<Random, Snippet> damage)
    {
        var seed = 0;
        var failures = new List<string>();
        var thread = new Thread(() =>
        {
            for (; seed < Rounds; seed++)
            {
                if (Failure(damage(new Random(seed))) is { } failure)
                {
                    failures.Add($"Seed {seed}: {failure}");
                }
            }
        });
        thread.IsBackground = true;
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(5)), $"Seed {seed} hangs.");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string? Failure(Snippet snippet)
    {
        try
        {
            snippet.Weave();
            return null;
        }
        catch (WeavingException error)
        {
            // A method that came out wrong was wrong before: the weaver is not to be blamed.
            return error.Message.Contains("the snippet", StringComparison.Ordinal) || error.Message.Contains("is no code that could run", StringComparison.Ordinal)
                ? null
                : $"The message names the wrong thing: {error.Message}";
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }
}
