namespace Estop.Benchmarks.Kernels;

/// <summary>Permutations and recursion.</summary>
internal static class Puzzles
{
    public static int Fannkuch(int size)
    {
        var (permutation, flipped, count) = (new int[size], new int[size], new int[size]);
        for (var i = 0; i < size; i++)
        {
            permutation[i] = i;
        }

        int most = 0, left = size;
        while (true)
        {
            for (; left > 1; left--)
            {
                count[left - 1] = left;
            }

            Array.Copy(permutation, flipped, size);
            var flips = 0;
            for (var first = flipped[0]; first != 0; first = flipped[0])
            {
                for (int low = 0, high = first; low < high; low++, high--)
                {
                    (flipped[low], flipped[high]) = (flipped[high], flipped[low]);
                }

                flips++;
            }

            most = Math.Max(most, flips);
            while (true)
            {
                if (left == size)
                {
                    return most;
                }

                var front = permutation[0];
                for (var i = 0; i < left; i++)
                {
                    permutation[i] = permutation[i + 1];
                }

                permutation[left] = front;
                if (--count[left] > 0)
                {
                    break;
                }

                left++;
            }
        }
    }

    public static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);

    public static int Trees(int depth) => Make(depth).Check();

    private static Tree Make(int depth) => depth == 0 ? new Tree(null, null) : new Tree(Make(depth - 1), Make(depth - 1));

    private sealed class Tree(Tree? left, Tree? right)
    {
        public int Check() => 1 + (left?.Check() ?? 0) + (right?.Check() ?? 0);
    }
}
