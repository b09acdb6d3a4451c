namespace Estop.Weaving.MSBuild.Tests.Projects;

internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("estop-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
