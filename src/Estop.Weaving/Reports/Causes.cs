namespace Estop.Weaving.Reports;

/// <summary>All that is said about each cause, wherever it is said.</summary>
internal static class Causes
{
    private const string NativeMeaning =
        "A stop comes when the native code returns. Code that must be stoppable meanwhile belongs into a child process.";

    private const string NothingCanBeThrown = "Nothing can be thrown there: a stop comes after they have ended.";

    public static Cause Of(StoppabilityCause cause) => cause switch
    {
        StoppabilityCause.NativeCall => new("ESTOP1001", "Native functions", NativeMeaning),
        StoppabilityCause.FunctionPointerCall => new("ESTOP1002", "Native function pointers", NativeMeaning),
        StoppabilityCause.LongRunningCall => new(
            "ESTOP1003",
            "Calls into the framework that may run long",
            "The framework is not woven: a stop comes when the call returns, or when it waits for something."),
        StoppabilityCause.UnwovenCall => new(
            "ESTOP1004",
            "Calls into libraries that are not woven",
            "A stop comes when the call returns or comes back to woven code, or when it waits for something. "
            + "EstopWeaveReferences has referenced libraries woven, too."),
        StoppabilityCause.RuntimeAsync => new(
            "ESTOP1005",
            "Runtime-async methods",
            "They have no state machine that could be woven. A stop comes in what they call. Compile without runtime-async "
            + "to have them woven."),
        StoppabilityCause.LeftAlone => new(
            "ESTOP1006", "Methods that cannot be woven", "They are as they were. A stop comes in what they call that is woven."),
        StoppabilityCause.NativeCallback => new("ESTOP1007", "Loops that native code calls", NothingCanBeThrown),
        StoppabilityCause.FilterLoop => new("ESTOP1008", "Loops in exception filters", NothingCanBeThrown),
        StoppabilityCause.OptOut => new(
            "ESTOP1009", "Opted out", "Marked with [Unstoppable]: a stop comes at the next safepoint outside."),
        StoppabilityCause.KeptWork => new(
            "ESTOP1010",
            "Work that the library keeps",
            "It serves all callers, and so runs outside of any scope: a stop of the one that happened to start it does not end it."),
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "Nothing is said about the cause."),
    };
}
