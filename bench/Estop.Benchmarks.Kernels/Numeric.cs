namespace Estop.Benchmarks.Kernels;

/// <summary>Loops over numbers: what a poll in an innermost loop would cost most.</summary>
internal static class Numeric
{
    private static readonly int[] Numbers = [.. Enumerable.Range(0, 50_000)];

    public static long Sum(int size)
    {
        var numbers = Numbers;
        long sum = 0;
        for (var done = 0; done < size; done += numbers.Length)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                sum += numbers[i] + i;
            }
        }

        return sum;
    }

    public static long ShortSums(int size)
    {
        var numbers = new int[10];
        long sum = 0;
        for (var done = 0; done < size; done += numbers.Length)
        {
            foreach (var number in numbers)
            {
                sum += number + done;
            }
        }

        return sum;
    }

    public static int Sieve(int size)
    {
        var composite = new bool[size + 1];
        var primes = 0;
        for (var i = 2; i <= size; i++)
        {
            if (!composite[i])
            {
                primes++;
                for (var k = (long)i * i; k <= size; k += i)
                {
                    composite[k] = true;
                }
            }
        }

        return primes;
    }

    public static double MultiplyRectangular(int size)
    {
        var (a, b, product) = (new double[size, size], new double[size, size], new double[size, size]);
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < size; k++)
            {
                (a[i, k], b[i, k]) = (i + k, i - k);
            }
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < size; k++)
                {
                    sum += a[i, k] * b[k, j];
                }

                product[i, j] = sum;
            }
        }

        return product[size / 2, size / 3];
    }

    public static double MultiplyJagged(int size)
    {
        var (a, b, product) = (Matrix(size), Matrix(size), Matrix(size));
        for (var i = 0; i < size; i++)
        {
            var row = product[i];
            for (var k = 0; k < size; k++)
            {
                var factor = a[i][k];
                var other = b[k];
                for (var j = 0; j < row.Length; j++)
                {
                    row[j] += factor * other[j];
                }
            }
        }

        return product[size / 2][size / 3];
    }

    public static double SpectralNorm(int size)
    {
        var (u, v, t) = (new double[size], new double[size], new double[size]);
        Array.Fill(u, 1);
        for (var i = 0; i < 3; i++)
        {
            Multiply(u, t, transposed: false);
            Multiply(t, v, transposed: true);
            Multiply(v, t, transposed: false);
            Multiply(t, u, transposed: true);
        }

        double product = 0, square = 0;
        for (var i = 0; i < size; i++)
        {
            product += u[i] * v[i];
            square += v[i] * v[i];
        }

        return Math.Sqrt(product / square);
    }

    public static int Mandelbrot(int size)
    {
        var inside = 0;
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                double cr = (2.0 * x / size) - 1.5, ci = (2.0 * y / size) - 1.0, zr = 0, zi = 0;
                var i = 0;
                while (i < 50 && (zr * zr) + (zi * zi) < 4)
                {
                    (zr, zi) = ((zr * zr) - (zi * zi) + cr, (2 * zr * zi) + ci);
                    i++;
                }

                inside += i / 50;
            }
        }

        return inside;
    }

    private static double[][] Matrix(int size)
    {
        var matrix = new double[size][];
        for (var i = 0; i < size; i++)
        {
            matrix[i] = new double[size];
            Array.Fill(matrix[i], i);
        }

        return matrix;
    }

    private static void Multiply(double[] vector, double[] result, bool transposed)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            double sum = 0;
            for (var k = 0; k < vector.Length; k++)
            {
                sum += (transposed ? Element(k, i) : Element(i, k)) * vector[k];
            }

            result[i] = sum;
        }
    }

    private static double Element(int i, int k) => 1.0 / (((i + k) * (i + k + 1) / 2) + i + 1);
}
