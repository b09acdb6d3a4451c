namespace Estop.Weaving.MSBuild;

/// <summary>The codes of this package's errors and warnings. A code keeps its meaning for ever.</summary>
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

    /// <summary>The code of what the stoppability report lists under a cause.</summary>
    public static string Of(StoppabilityCause cause) => cause switch
    {
        StoppabilityCause.NativeCall => "ESTOP1001",
        StoppabilityCause.FunctionPointerCall => "ESTOP1002",
        StoppabilityCause.LongRunningCall => "ESTOP1003",
        StoppabilityCause.UnwovenCall => "ESTOP1004",
        StoppabilityCause.RuntimeAsync => "ESTOP1005",
        StoppabilityCause.LeftAlone => "ESTOP1006",
        StoppabilityCause.NativeCallback => "ESTOP1007",
        StoppabilityCause.FilterLoop => "ESTOP1008",
        StoppabilityCause.OptOut => "ESTOP1009",
        StoppabilityCause.KeptWork => "ESTOP1010",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "The cause has no code."),
    };
}
