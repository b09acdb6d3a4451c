namespace Estop.Weaving.Passes.Loops;

/// <summary>What becomes of a loop.</summary>
internal enum LoopVerdict
{
    /// <summary>A poll at its head.</summary>
    Poll,

    /// <summary>A poll before each chunk of iterations, and none within.</summary>
    Chunks,

    /// <summary>No poll of its own: each iteration passes the one of a loop inside of it.</summary>
    Covered,

    /// <summary>No poll: it is known to end within <see cref="ShortLoops.Limit"/> iterations.</summary>
    Short,

    /// <summary>
    /// No poll: nothing may be thrown there, as it lies in an exception filter or in a method that native code calls.
    /// </summary>
    Forbidden,
}
