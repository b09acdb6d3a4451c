using Jint;

namespace Estop.Corpus.Works;

/// <summary>Runs a script.</summary>
[Work("Jint", "Acornima")]
internal static class ScriptWork
{
    public static string Run() => new Engine().Evaluate("""
        function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
        class Point { constructor(x, y) { this.x = x; this.y = y; } get sum() { return this.x + this.y; } }
        const points = Array.from({ length: 300 }, (_, i) => new Point(i, i * i % 17)).sort((a, b) => a.y - b.y || b.x - a.x);
        const words = "the quick brown fox".replace(/[aeiou]/g, v => v.toUpperCase()).split(" ");
        JSON.stringify({ fib: fib(14), points: points.map(p => p.sum), words });
        """).AsString();
}
