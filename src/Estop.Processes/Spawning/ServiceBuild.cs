namespace Estop.Processes;

/// <summary>
/// Which build of this library a process runs. A service, its guardian and its children say to each other what no other build need
/// understand, and a deployment may have replaced the files under a service that runs.
/// </summary>
internal static class ServiceBuild
{
    /// <summary>The <see cref="SpawnException.Error"/> of what is another build.</summary>
    public const int IsAnother = -1;

    /// <summary>What is said of it.</summary>
    public const string Replaced = "The files of the service have been replaced since it was started; restart the service.";

    /// <summary>The id of this build.</summary>
    public static string Id { get; } = typeof(ServiceBuild).Module.ModuleVersionId.ToString("N");

    /// <summary>In a guardian or a child: whether the service is of the same build.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(ChildVariables.Build) is not { } service || service == Id;

    /// <summary>In a guardian or a child: that the service is of the same build.</summary>
    /// <exception cref="SpawnException">It is not.</exception>
    public static void Check()
    {
        if (!IsThis)
        {
            throw new SpawnException(Replaced, IsAnother);
        }
    }
}
