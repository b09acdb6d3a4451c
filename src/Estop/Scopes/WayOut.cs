namespace Estop;

/// <summary>What a stop that is thrown here and now would meet between the calling code and its stop root.</summary>
internal enum WayOut
{
    /// <summary>Managed code alone, which it passes.</summary>
    Free,

    /// <summary>
    /// Code that keeps what it throws, and throws it again to everybody who asks later: a type initialiser, a
    /// <see cref="Lazy{T}"/>. Woven ones are shielded; these are not woven.
    /// </summary>
    Cached,

    /// <summary>Code through which an exception ends the process: a native function that has called back, for one.</summary>
    Barred,
}
