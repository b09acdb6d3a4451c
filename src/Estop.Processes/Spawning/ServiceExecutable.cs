namespace Estop.Processes;

/// <summary>How this process was started, so that it can be started again in another role.</summary>
/// <param name="Path">The full path of the executable.</param>
/// <param name="Arguments">What must follow it: the entry assembly where the executable is <c>dotnet</c>.</param>
internal sealed record ServiceExecutable(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>That of this process.</summary>
    /// <exception cref="InvalidOperationException">The path of this process is not known.</exception>
    public static ServiceExecutable Current()
    {
        var path = Environment.ProcessPath
            ?? throw new InvalidOperationException("The path of this process is not known, so it cannot be started again as a child.");
        return System.IO.Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? new ServiceExecutable(path, [System.IO.Path.GetFullPath(Environment.GetCommandLineArgs()[0])])
            : new ServiceExecutable(path, []);
    }
}
