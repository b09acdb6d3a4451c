namespace Estop.Tests.Generated.Syntax;

/// <summary>How something is left.</summary>
public enum ExitKind
{
    /// <summary>A loop ends.</summary>
    Break,

    /// <summary>A loop goes on with its next iteration.</summary>
    Continue,

    /// <summary>The method or lambda returns.</summary>
    Return,

    /// <summary>An exception is thrown.</summary>
    Throw,
}
