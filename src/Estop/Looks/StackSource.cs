namespace Estop;

/// <summary>How the stack of a thread was come by.</summary>
public enum StackSource
{
    /// <summary>
    /// It was not: the thread has come to no safepoint. It computes or waits in code that is not woven, or in native code.
    /// </summary>
    None = 0,

    /// <summary>The thread gave it at a safepoint, and went on.</summary>
    Safepoint = 1,

    /// <summary>The thread gave it in a woven wait, and waits on.</summary>
    Wait = 2,
}
