namespace Estop.Weaving;

/// <summary>Why a stop does not come through a place of a woven assembly, or has to wait there.</summary>
public enum StoppabilityCause
{
    /// <summary>A native function is called (P/Invoke): until it returns, nothing inside the process ends it.</summary>
    NativeCall,

    /// <summary>Native code is called through a function pointer.</summary>
    FunctionPointerCall,

    /// <summary>A method of the framework is called that may run long, and looks at no safepoint meanwhile.</summary>
    LongRunningCall,

    /// <summary>A method of a library that is not woven is called, and it is not known to be short.</summary>
    UnwovenCall,

    /// <summary>A runtime-async method, which has no state machine to weave. It is left as it was.</summary>
    RuntimeAsync,

    /// <summary>A method that cannot be woven. It is left as it was.</summary>
    LeftAlone,

    /// <summary>A loop in a method that native code calls: an exception that left it would end the process.</summary>
    NativeCallback,

    /// <summary>A loop in an exception filter, where nothing can be thrown.</summary>
    FilterLoop,

    /// <summary>Code that is marked with <c>[Unstoppable]</c>. It is left as it was.</summary>
    OptOut,

    /// <summary>Work that a library starts and keeps for all its callers: it belongs to no scope, and no stop ends it.</summary>
    KeptWork,
}
