namespace Estop.Weaving;

/// <summary>An assembly could not be woven. The message says which, why, and what to do; the file is as it was.</summary>
public sealed class WeavingException : Exception
{
    internal WeavingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal WeavingException(string message, StoppabilitySite? site)
        : base(message) => Site = site;

    /// <summary>The place in the source that is to be changed; null when there is none, or it is not known.</summary>
    public StoppabilitySite? Site { get; }

    /// <summary>Whether it is not the assembly that is at fault, but the place where woven ones are kept.</summary>
    internal bool IsOfCache { get; init; }
}
