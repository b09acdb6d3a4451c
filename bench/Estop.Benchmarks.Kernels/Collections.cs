namespace Estop.Benchmarks.Kernels;

/// <summary>Collections of the framework, and what it calls back.</summary>
internal static class Collections
{
    public static int Count(int size)
    {
        var counts = new Dictionary<int, int>();
        for (var i = 0; i < size; i++)
        {
            var key = (int)((uint)(i * 2_654_435_761L) % 50_000);
            counts[key] = counts.TryGetValue(key, out var count) ? count + 1 : 1;
        }

        var most = 0;
        foreach (var (_, count) in counts)
        {
            most = Math.Max(most, count);
        }

        return most + counts.Count;
    }

    public static int Sort(int size)
    {
        var items = new List<(int Key, string Name)>();
        for (var i = 0; i < size; i++)
        {
            items.Add(((int)((uint)(i * 2_654_435_761L) % 1000), $"n{i}"));
        }

        items.Sort(static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : string.CompareOrdinal(a.Name, b.Name));
        return items[size / 2].Key;
    }

    public static long Walk(int size)
    {
        var queue = new Queue<int>();
        var list = new LinkedList<int>();
        long sum = 0;
        for (var i = 0; i < size; i++)
        {
            queue.Enqueue(i);
            if (queue.Count > 100)
            {
                list.AddLast(queue.Dequeue());
            }

            if (list.Count > 50)
            {
                for (var node = list.First; node is not null; node = node.Next)
                {
                    sum += node.Value;
                }

                list.Clear();
            }
        }

        return sum;
    }

    public static long Iterate(int size)
    {
        long sum = 0;
        foreach (var number in Squares(size))
        {
            sum += number;
        }

        return sum;
    }

    public static double Shapes(int size)
    {
        IShape[] shapes = [new Square(2), new Circle(3), new Square(4), new Circle(5)];
        double area = 0;
        for (var i = 0; i < size; i++)
        {
            area += shapes[i & 3].Area();
        }

        return area;
    }

    private static IEnumerable<long> Squares(int size)
    {
        for (long i = 0; i < size; i++)
        {
            yield return i * i;
        }
    }

    private interface IShape
    {
        double Area();
    }

    private sealed class Square(double side) : IShape
    {
        public double Area() => side * side;
    }

    private sealed class Circle(double radius) : IShape
    {
        public double Area() => radius * radius * Math.PI;
    }
}
