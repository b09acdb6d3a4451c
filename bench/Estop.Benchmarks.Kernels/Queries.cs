namespace Estop.Benchmarks.Kernels;

/// <summary>LINQ: the framework calls lambdas in loops of its own.</summary>
internal static class Queries
{
    public static long Aggregate(int size) => Enumerable.Range(0, size)
        .Where(static number => number % 3 != 0)
        .Select(static number => (long)number * number)
        .SelectMany(static number => new[] { number, number + 1 })
        .Aggregate(0L, static (sum, number) => sum + (number & 15));

    public static string Report(int size)
    {
        var orders = Enumerable.Range(0, size).Select(i => new Order(i % 997, $"article {i % 50}", i % 13, 1.5 * (i % 31))).ToList();
        var lines = from order in orders
                    where order.Count > 2
                    group order by order.Customer into customer
                    let total = customer.Sum(order => order.Count * order.Price)
                    orderby total descending, customer.Key
                    select $"{customer.Key}: {total:F2} in {customer.Select(order => order.Article).Distinct().Count()} articles";
        return string.Join('\n', lines.Take(100));
    }

    private sealed record Order(int Customer, string Article, int Count, double Price);
}
