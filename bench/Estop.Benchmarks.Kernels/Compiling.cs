using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Estop.Benchmarks.Kernels;

/// <summary>The C# compiler on a large source.</summary>
internal static class Compiling
{
    private static readonly MetadataReference[] References = [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)];

    public static int Compile(int classes)
    {
        var source = new StringBuilder("using System; using System.Collections.Generic;\n");
        for (var i = 0; i < classes; i++)
        {
            source.Append(
                $$"""
                public sealed class Account{{i}}(string name, decimal limit)
                {
                    private readonly List<(DateTime At, decimal Amount)> _bookings = new();
                    public string Name => name;
                    public decimal Balance { get; private set; }
                    public event Action<decimal> Changed;
                    public bool Book(decimal amount)
                    {
                        if (Balance + amount < -limit) { throw new InvalidOperationException($"{name}: {amount:F2} is over {limit}"); }
                        Balance += amount; _bookings.Add((DateTime.UtcNow, amount)); Changed?.Invoke(Balance);
                        return Balance switch { < 0 => false, 0 => _bookings.Count > {{i}}, _ => true };
                    }
                    public IEnumerable<decimal> Larger(decimal than)
                    {
                        foreach (var (at, amount) in _bookings) { if (amount > than && at.Year > 2000) { yield return amount; } }
                    }
                    public static Func<decimal, decimal> Interest(int years) => value => { for (var i = 0; i < years; i++) { value *= 1.02m; } return value; };
                }

                """);
        }

        var compilation = CSharpCompilation.Create(
            "Accounts",
            [CSharpSyntaxTree.ParseText(source.ToString())],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true, concurrentBuild: false));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success
            ? (int)image.Length
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(5)));
    }
}
