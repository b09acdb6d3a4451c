namespace Estop.Benchmarks.Kernels;

/// <summary>Locks, cleanups and exceptions.</summary>
internal static class Guarded
{
    private static readonly object Gate = new();
    private static int Held;

    public static int Locks(int size)
    {
        var count = 0;
        for (var i = 0; i < size; i++)
        {
            lock (Gate)
            {
                count += Next(i);
            }

            try
            {
                count += Next(i);
            }
            finally
            {
                Held = Next(count);
            }
        }

        return count + Held;
    }

    public static int Disposals(int size)
    {
        var items = new List<int> { 1, 2, 3, 4 };
        IEnumerable<int> sequence = items;
        var count = 0;
        for (var i = 0; i < size; i++)
        {
            using (var resource = new Resource())
            {
                count += resource.Value;
            }

            foreach (var item in sequence)
            {
                count += item;
            }
        }

        return count;
    }

    public static int Exceptions(int size)
    {
        var caught = 0;
        for (var i = 0; i < size; i++)
        {
            try
            {
                Fail(i);
            }
            catch (InvalidOperationException) when (i % 2 == 0)
            {
                caught++;
            }
            catch (Exception)
            {
                caught += 2;
            }
        }

        return caught;
    }

    private static int Next(int i) => unchecked((i * 31) + 1) & 3;

    private static void Fail(int i) => throw new InvalidOperationException(i % 2 == 0 ? "even" : "odd");

    private sealed class Resource : IDisposable
    {
        public int Value { get; private set; } = 1;

        public void Dispose() => Value = 0;
    }
}
