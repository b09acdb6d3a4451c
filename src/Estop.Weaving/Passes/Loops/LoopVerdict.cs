namespace Estop.Weaving.Passes.Loops;

/// <summary>What becomes of a loop.</summary>
internal enum LoopVerdict
{
    /// <summary>A poll at its head.</summary>
    Poll,

    /// <summary>No poll: it is known to end within <see cref="ShortLoops.Limit"/> iterations.</summary>
    Short,

    /// <summary>No poll: it lies in an exception filter, out of which nothing can be thrown.</summary>
    InFilter,
}
