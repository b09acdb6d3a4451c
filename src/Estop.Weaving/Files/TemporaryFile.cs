namespace Estop.Weaving.Files;

/// <summary>A file beside the one whose place it is to take: only within one file system is a move one step.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;

    public TemporaryFile(string path, byte[] content)
    {
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(_temporary, content);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(_temporary, File.GetUnixFileMode(path));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void TakePlace() => File.Move(_temporary, _path, overwrite: true);

    public void Dispose()
    {
        if (File.Exists(_temporary))
        {
            File.Delete(_temporary);
        }
    }
}
