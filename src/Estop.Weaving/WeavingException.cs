namespace Estop.Weaving;

/// <summary>An assembly could not be woven. The message says which, why, and what to do; the file is as it was.</summary>
public sealed class WeavingException : Exception
{
    internal WeavingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
