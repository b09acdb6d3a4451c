namespace Estop.Weaving;

/// <summary>What the weaver needs to know beside the assembly.</summary>
internal sealed record WeaverInputs(
    string DisplayName,
    string RuntimePath,
    IReadOnlyList<string> ReferencePaths,
    IReadOnlyList<string> WovenAssemblies,
    string? KeyFile,
    bool IsLibrary,
    WeavingPasses Passes = WeavingPasses.All);
