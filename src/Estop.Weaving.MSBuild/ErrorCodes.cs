namespace Estop.Weaving.MSBuild;

/// <summary>
/// The codes of this package's errors. A code keeps its meaning for ever. Those of what the stoppability report lists are
/// in <see cref="Reports.Causes"/>.
/// </summary>
internal static class ErrorCodes
{
    /// <summary>The weaver refused the assembly; the message says why.</summary>
    public const string CannotWeave = "ESTOP0001";

    /// <summary>The project does not reference the runtime that woven code calls.</summary>
    public const string NoRuntime = "ESTOP0002";

    /// <summary>A list of causes names one that there is not.</summary>
    public const string UnknownCause = "ESTOP0003";

    /// <summary>A referenced library is to be woven that the project does not bring along.</summary>
    public const string UnknownReference = "ESTOP0004";
}
