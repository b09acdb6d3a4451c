namespace Estop.Weaving;

/// <summary>How a <see cref="WovenAssemblyLoadContext"/> loads.</summary>
public sealed record WovenLoadOptions
{
    /// <summary>
    /// The folder that keeps woven assemblies from one start to the next; several processes may share it. Whoever can write
    /// to it decides what the process runs. Default: <c>estop/woven</c> in the user's folder for local application data.
    /// Null weaves in memory, at each start.
    /// </summary>
    public string? CacheDirectory { get; init; } = DefaultCache();

    /// <summary>
    /// The simple names of assemblies that plug-in and host share: those with the types that both name. They are taken from
    /// the host, not from the plug-in's folder. The framework and Estop are always shared. Default: none.
    /// </summary>
    public IReadOnlyList<string> SharedAssemblies { get; init; } = [];

    /// <summary>Whether the context can be unloaded. Default: true.</summary>
    public bool IsCollectible { get; init; } = true;

    private static string? DefaultCache() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder
            ? Path.Combine(folder, "estop", "woven")
            : null;
}
