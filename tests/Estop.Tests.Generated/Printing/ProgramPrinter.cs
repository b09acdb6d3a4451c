using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated.Printing;

/// <summary>Prints a program as a C# class with a method <c>Run</c>, and with a trace in its field <c>t</c>.</summary>
internal static class ProgramPrinter
{
    /// <param name="program">The program.</param>
    /// <param name="name">The name of the class.</param>
    /// <param name="endless">The loop that is to be printed as one that does not end; null for none.</param>
    public static string Print(GeneratedProgram program, string name, EndlessLoop? endless)
    {
        var text = new SourceText();
        text.Line($"// {program.Seed}");
        text.Open($"public static class {name}");
        text.Line("public static readonly Trace t = new();");
        text.Line("static readonly int[] cells = new int[8];");
        foreach (var method in program.Methods)
        {
            Print(text, program, method, endless);
        }

        Entry(text, program.Main);
        Support(text);
        text.Close();
        return text.ToString();
    }

    private static void Print(SourceText text, GeneratedProgram program, Method method, EndlessLoop? endless)
    {
        var name = $"M{method.Index}";
        switch (method.Kind)
        {
            case MethodKind.Generic:
                text.Open($"sealed class G{method.Index}<T>");
                text.Open($"public static int {name}<U>(int x)");
                break;
            case MethodKind.Virtual:
                text.Line($"interface I{method.Index} {{ int {name}(int x); }}");
                text.Line($"sealed class D{method.Index} : C{method.Index} {{ public override int {name}(int x) => base.{name}(x) + 1; }}");
                text.Open($"class C{method.Index} : I{method.Index}");
                text.Line($"public static readonly I{method.Index} Instance = new D{method.Index}();");
                text.Open($"public virtual int {name}(int x)");
                break;
            default:
                text.Open($"static {ReturnType(method.Kind)} {name}(int x)");
                break;
        }

        var isAsync = method.Kind is MethodKind.Async or MethodKind.AsyncValue or MethodKind.AsyncIterator;
        var isIterator = method.Kind is MethodKind.Iterator or MethodKind.AsyncIterator;
        var place = new Place
        {
            Returns = method.Kind,
            CanAwait = isAsync,
            CanYield = isIterator,
            CanPoint = !isAsync && !isIterator,
            CanBlock = method == program.Main && !isAsync,
        };
        new StatementPrinter(text, program, endless).Print(method.Body, place);
        text.Line(isIterator ? "yield return x;" : "return x;");
        text.Close();
        if (method.Kind is MethodKind.Generic or MethodKind.Virtual)
        {
            text.Close();
        }
    }

    private static string ReturnType(MethodKind kind) => kind switch
    {
        MethodKind.Iterator => "IEnumerable<int>",
        MethodKind.Async => "async Task<int>",
        MethodKind.AsyncValue => "async ValueTask<int>",
        MethodKind.AsyncIterator => "async IAsyncEnumerable<int>",
        _ => "int",
    };

    private static void Entry(SourceText text, Method main)
    {
        var isAsync = main.Kind == MethodKind.Async;
        text.Open(isAsync ? "public static async Task Run()" : "public static void Run()");
        text.Line("Array.Clear(cells);");
        text.Line($"try {{ t.T(1, {(isAsync ? "await " : "")}M{main.Index}(1)); }} catch (Boom e) {{ t.T(2, e.Number); }}");
        text.Line("t.T(3, cells.Aggregate((a, b) => a * 7 + b));");
        text.Close();
    }

    private static void Support(SourceText text)
    {
        text.Line("static int Leaf(int value) => (value * 7) ^ 3;");
        text.Line("static IEnumerable<int> Count(int n) { try { for (var i = 0; i < n; i++) { yield return i; } } finally { t.T(4, n); } }");
        text.Line("static async IAsyncEnumerable<int> Later(int n) { try { for (var i = 0; i < n; i++) { await Task.Yield(); yield return i; } } finally { t.T(5, n); } }");
        text.Line("static IEnumerable<int> Ones() { while (true) { yield return 1; } }");
        text.Line("static async IAsyncEnumerable<int> LaterOnes() { while (true) { await Task.Yield(); yield return 1; } }");
        text.Line("sealed class Node { public Node Next; public static Node Ring() { var node = new Node { Next = new() }; node.Next.Next = node; return node; } }");
        text.Line("abstract class Tree { public abstract int Sum(int depth); }");
        text.Line("sealed class Leaves : Tree { public override int Sum(int depth) => 1; }");
        text.Line("sealed class Branches(Tree one, Tree other) : Tree { public override int Sum(int depth) => depth == 0 ? 1 : one.Sum(depth - 1) + other.Sum(depth - 1) + this.Sum(depth - 1) + this.Sum(depth - 1); }");
    }
}
