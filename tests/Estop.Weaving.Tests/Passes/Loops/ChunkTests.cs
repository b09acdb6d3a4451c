using System.Numerics;
using CsCheck;
using Estop.Runtime;

namespace Estop.Weaving.Tests.Passes.Loops;

/// <summary>How far the runtime lets a counted loop go without a poll.</summary>
public class ChunkTests
{
    private const int Limit = 100;

    [Fact]
    public void A_chunk_of_ints_ends_at_the_bound_or_the_limit_and_never_wraps()
    {
        Ints.Sample((counter, bound, step) =>
        {
            Check(counter, bound, step, int.MinValue, int.MaxValue, Chunk.UpTo(counter, bound, step, Limit), isUpward: true, 0);
            Check(counter, bound, step, int.MinValue, int.MaxValue, Chunk.UpThrough(counter, bound, step, Limit), isUpward: true, 1);
            Check(counter, bound, step, int.MinValue, int.MaxValue, Chunk.DownTo(counter, bound, step, Limit), isUpward: false, 0);
            Check(counter, bound, step, int.MinValue, int.MaxValue, Chunk.DownThrough(counter, bound, step, Limit), isUpward: false, 1);
        });
    }

    [Fact]
    public void A_chunk_of_longs_ends_at_the_bound_or_the_limit_and_never_wraps()
    {
        Longs.Sample((counter, bound, step) =>
        {
            Check(counter, bound, step, long.MinValue, long.MaxValue, Chunk.UpTo(counter, bound, step, Limit), isUpward: true, 0);
            Check(counter, bound, step, long.MinValue, long.MaxValue, Chunk.UpThrough(counter, bound, step, Limit), isUpward: true, 1);
            Check(counter, bound, step, long.MinValue, long.MaxValue, Chunk.DownTo(counter, bound, step, Limit), isUpward: false, 0);
            Check(counter, bound, step, long.MinValue, long.MaxValue, Chunk.DownThrough(counter, bound, step, Limit), isUpward: false, 1);
        });
    }

    [Fact]
    public void A_chunk_of_unsigned_numbers_ends_at_the_bound_or_the_limit_and_never_wraps()
    {
        Ints.Sample((counter, bound, step) =>
        {
            var (c, b, s) = unchecked(((uint)counter, (uint)bound, (uint)step));
            Check(c, b, s, 0, uint.MaxValue, Chunk.UpTo(c, b, s, Limit), isUpward: true, 0);
            Check(c, b, s, 0, uint.MaxValue, Chunk.UpThrough(c, b, s, Limit), isUpward: true, 1);
        });
        Longs.Sample((counter, bound, step) =>
        {
            var (c, b, s) = unchecked(((ulong)counter, (ulong)bound, (ulong)step));
            Check(c, b, s, 0, ulong.MaxValue, Chunk.UpTo(c, b, s, Limit), isUpward: true, 0);
            Check(c, b, s, 0, ulong.MaxValue, Chunk.UpThrough(c, b, s, Limit), isUpward: true, 1);
        });
    }

    [Fact]
    public void A_chunk_of_steps_of_one_ends_at_the_bound_or_the_limit_and_never_wraps()
    {
        Ints.Where(values => values.Item1 < values.Item2).Sample((low, high, _) =>
        {
            Check(low, high, 1, int.MinValue, int.MaxValue, Chunk.UpTo(low, high, Limit), isUpward: true, 0);
            Check(high, low, -1, int.MinValue, int.MaxValue, Chunk.DownTo(high, low, Limit), isUpward: false, 0);
            var (l, h) = unchecked(((uint)low ^ (1u << 31), (uint)high ^ (1u << 31)));
            Check(l, h, 1, 0, uint.MaxValue, Chunk.UpTo(l, h, Limit), isUpward: true, 0);
        });
        Longs.Where(values => values.Item1 < values.Item2).Sample((low, high, _) =>
        {
            Check(low, high, 1, long.MinValue, long.MaxValue, Chunk.UpTo(low, high, Limit), isUpward: true, 0);
            Check(high, low, -1, long.MinValue, long.MaxValue, Chunk.DownTo(high, low, Limit), isUpward: false, 0);
            var (l, h) = unchecked(((ulong)low ^ (1ul << 63), (ulong)high ^ (1ul << 63)));
            Check(l, h, 1, 0, ulong.MaxValue, Chunk.UpTo(l, h, Limit), isUpward: true, 0);
        });
    }

    private static Gen<(int, int, int)> Ints => Gen.Select(AnyInt, AnyInt, Gen.OneOf(Gen.Int[-3, 3], AnyInt));

    private static Gen<(long, long, long)> Longs => Gen.Select(AnyLong, AnyLong, Gen.OneOf(Gen.Long[-3, 3], AnyLong));

    private static Gen<int> AnyInt => Gen.OneOf(
        Gen.Int[-300, 300], Gen.Int[int.MaxValue - 300, int.MaxValue], Gen.Int[int.MinValue, int.MinValue + 300], Gen.Int);

    private static Gen<long> AnyLong => Gen.OneOf(
        Gen.Long[-300, 300], Gen.Long[long.MaxValue - 300, long.MaxValue], Gen.Long[long.MinValue, long.MinValue + 300], Gen.Long);

    private static void Check(
        BigInteger counter, BigInteger bound, BigInteger step, BigInteger lowest, BigInteger highest, BigInteger end, bool isUpward, int inclusive) =>
        Assert.True(Holds(counter, bound, step, lowest, highest, end, isUpward, inclusive), $"{counter} {bound} {step}: {end}");

    /// <summary>Goes through the chunk in numbers that cannot wrap.</summary>
    private static bool Holds(
        BigInteger counter, BigInteger bound, BigInteger step, BigInteger lowest, BigInteger highest, BigInteger end, bool isUpward, int inclusive)
    {
        if (!isUpward)
        {
            (counter, bound, step, end, lowest, highest) = (-counter, -bound, -step, -end, -highest, -lowest);
        }

        if (end > bound + inclusive && end > counter)
        {
            return false;
        }

        // The loop is entered below its bound, and comes to the test with what the first step made of the counter.
        var iterations = 0;
        for (; counter < end && iterations <= Limit; iterations++)
        {
            counter += step;
            if (counter > highest || counter < lowest)
            {
                return false;
            }
        }

        return iterations <= Limit;
    }
}
