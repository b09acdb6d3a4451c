namespace Estop.Weaving.MSBuild;

/// <summary>The codes of this task's errors. A code keeps its meaning for ever.</summary>
internal static class ErrorCodes
{
    /// <summary>The weaver refused the assembly; the message says why.</summary>
    public const string CannotWeave = "ESTOP0001";

    /// <summary>The project does not reference the runtime that woven code calls.</summary>
    public const string NoRuntime = "ESTOP0002";
}
