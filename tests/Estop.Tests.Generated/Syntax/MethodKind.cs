namespace Estop.Tests.Generated.Syntax;

/// <summary>What the compiler makes of a method.</summary>
public enum MethodKind
{
    /// <summary>A method of a static class.</summary>
    Plain,

    /// <summary>A generic method of a generic class.</summary>
    Generic,

    /// <summary>A virtual method that is called through its interface.</summary>
    Virtual,

    /// <summary>A state machine that implements <see cref="IEnumerator{T}"/>.</summary>
    Iterator,

    /// <summary>A state machine with a task.</summary>
    Async,

    /// <summary>A state machine with a value task.</summary>
    AsyncValue,

    /// <summary>A state machine that implements <see cref="IAsyncEnumerator{T}"/>.</summary>
    AsyncIterator,
}
