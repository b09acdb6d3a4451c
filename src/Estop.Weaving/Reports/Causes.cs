namespace Estop.Weaving.Reports;

/// <summary>How the causes are explained to people.</summary>
internal static class Causes
{
    public static string Title(StoppabilityCause cause) => cause switch
    {
        StoppabilityCause.NativeCall => "Native functions",
        StoppabilityCause.FunctionPointerCall => "Native function pointers",
        StoppabilityCause.LongRunningCall => "Calls into the framework that may run long",
        StoppabilityCause.UnwovenCall => "Calls into libraries that are not woven",
        StoppabilityCause.RuntimeAsync => "Runtime-async methods",
        StoppabilityCause.LeftAlone => "Methods that cannot be woven",
        StoppabilityCause.NativeCallback => "Loops that native code calls",
        StoppabilityCause.FilterLoop => "Loops in exception filters",
        StoppabilityCause.OptOut => "Opted out",
        StoppabilityCause.KeptWork => "Work that the library keeps",
        _ => cause.ToString(),
    };

    public static string Meaning(StoppabilityCause cause) => cause switch
    {
        StoppabilityCause.NativeCall or StoppabilityCause.FunctionPointerCall =>
            "A stop comes when the native code returns. Code that must be stoppable meanwhile belongs into a child process.",
        StoppabilityCause.LongRunningCall =>
            "The framework is not woven: a stop comes when the call returns, or when it waits for something.",
        StoppabilityCause.UnwovenCall =>
            "A stop comes when the call returns or comes back to woven code, or when it waits for something. "
            + "EstopWeaveReferences has referenced libraries woven, too.",
        StoppabilityCause.RuntimeAsync =>
            "They have no state machine that could be woven. A stop comes in what they call. Compile without runtime-async "
            + "to have them woven.",
        StoppabilityCause.LeftAlone => "They are as they were. A stop comes in what they call that is woven.",
        StoppabilityCause.NativeCallback or StoppabilityCause.FilterLoop =>
            "Nothing can be thrown there: a stop comes after they have ended.",
        StoppabilityCause.KeptWork =>
            "It serves all callers, and so runs outside of any scope: a stop of the one that happened to start it does not end it.",
        StoppabilityCause.OptOut => "Marked with [Unstoppable]: a stop comes at the next safepoint outside.",
        _ => "",
    };
}
