using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>
/// Called by woven code at the start of each chunk of a counted loop: tells how far the loop may go without a poll.
/// </summary>
/// <remarks>
/// <para>
/// The end that is returned is exclusive: a loop that counts upward goes on without a poll while its counter is below it,
/// one that counts downward while it is above. It is never past the loop's bound, at most so many steps away as the
/// limit says, and so far from the end of the type that the counter does not wrap on its way there.
/// </para>
/// <para>
/// Where there is no such end (a step of 0 or in the wrong direction, a counter that is about to wrap), what is returned
/// ends the chunk after one iteration: the loop goes on for ever, as it did, with a poll in each.
/// </para>
/// </remarks>
public static class Chunk
{
    private const uint Top32 = 1u << 31;
    private const ulong Top64 = 1ul << 63;

    /// <summary>
    /// The end of the next chunk of a loop that counts upward by ones, while its counter is below the bound. The counter
    /// is below it now, which makes this the cheapest: most loops are so.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int UpTo(int counter, int bound, int limit) =>
        unchecked((uint)(bound - counter) > (uint)limit ? counter + limit : bound);

    /// <inheritdoc cref="UpTo(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long UpTo(long counter, long bound, int limit) =>
        unchecked((ulong)(bound - counter) > (ulong)limit ? counter + limit : bound);

    /// <inheritdoc cref="UpTo(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint UpTo(uint counter, uint bound, int limit) =>
        unchecked(bound - counter > (uint)limit ? counter + (uint)limit : bound);

    /// <inheritdoc cref="UpTo(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong UpTo(ulong counter, ulong bound, int limit) =>
        unchecked(bound - counter > (ulong)limit ? counter + (ulong)limit : bound);

    /// <summary>
    /// The end of the next chunk of a loop that counts downward by ones, while its counter is above the bound. The
    /// counter is above it now.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DownTo(int counter, int bound, int limit) =>
        unchecked((uint)(counter - bound) > (uint)limit ? counter - limit : bound);

    /// <inheritdoc cref="DownTo(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DownTo(long counter, long bound, int limit) =>
        unchecked((ulong)(counter - bound) > (ulong)limit ? counter - limit : bound);

    /// <summary>The end of the next chunk of a loop that goes on while the counter is below the bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int UpTo(int counter, int bound, int step, int limit)
    {
        if (step == 1)
        {
            return (long)bound - counter > limit ? counter + limit : bound;
        }

        if (step <= 0)
        {
            return int.MinValue;
        }

        var end = Math.Min(Math.Min(bound, counter + ((long)step * limit)), (long)int.MaxValue - step + 1);
        return end > counter ? (int)end : int.MinValue;
    }

    /// <summary>The end of the next chunk of a loop that goes on while the counter is below or at the bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int UpThrough(int counter, int bound, int step, int limit)
    {
        if (bound != int.MaxValue)
        {
            return UpTo(counter, bound + 1, step, limit);
        }

        return counter != int.MaxValue ? UpTo(counter, int.MaxValue, step, limit) : int.MinValue;
    }

    /// <summary>The end of the next chunk of a loop that goes on while the counter is above the bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DownTo(int counter, int bound, int step, int limit) => ~UpTo(~counter, ~bound, unchecked(-step), limit);

    /// <summary>The end of the next chunk of a loop that goes on while the counter is above or at the bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DownThrough(int counter, int bound, int step, int limit) =>
        ~UpThrough(~counter, ~bound, unchecked(-step), limit);

    /// <inheritdoc cref="UpTo(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long UpTo(long counter, long bound, long step, int limit)
    {
        if (step <= 0)
        {
            return long.MinValue;
        }

        var end = Math.Min(bound, long.MaxValue - step + 1);
        if (end <= counter)
        {
            return long.MinValue;
        }

        // The distance may be more than a long holds, and the way of so many steps, too.
        var way = step <= long.MaxValue / limit ? (ulong)(step * limit) : long.MaxValue;
        return unchecked((ulong)(end - counter)) > way ? counter + (long)way : end;
    }

    /// <inheritdoc cref="UpThrough(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long UpThrough(long counter, long bound, long step, int limit) =>
        UpTo(counter, bound != long.MaxValue ? bound + 1 : bound, step, limit);

    /// <inheritdoc cref="DownTo(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DownTo(long counter, long bound, long step, int limit) =>
        ~UpTo(~counter, ~bound, unchecked(-step), limit);

    /// <inheritdoc cref="DownThrough(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DownThrough(long counter, long bound, long step, int limit) =>
        ~UpThrough(~counter, ~bound, unchecked(-step), limit);

    /// <inheritdoc cref="UpTo(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint UpTo(uint counter, uint bound, uint step, int limit) =>
        unchecked((uint)UpTo((int)(counter ^ Top32), (int)(bound ^ Top32), (int)step, limit) ^ Top32);

    /// <inheritdoc cref="UpThrough(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint UpThrough(uint counter, uint bound, uint step, int limit) =>
        unchecked((uint)UpThrough((int)(counter ^ Top32), (int)(bound ^ Top32), (int)step, limit) ^ Top32);

    /// <inheritdoc cref="UpTo(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong UpTo(ulong counter, ulong bound, ulong step, int limit) =>
        unchecked((ulong)UpTo((long)(counter ^ Top64), (long)(bound ^ Top64), (long)step, limit) ^ Top64);

    /// <inheritdoc cref="UpThrough(int, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong UpThrough(ulong counter, ulong bound, ulong step, int limit) =>
        unchecked((ulong)UpThrough((long)(counter ^ Top64), (long)(bound ^ Top64), (long)step, limit) ^ Top64);
}
