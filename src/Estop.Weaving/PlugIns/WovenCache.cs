namespace Estop.Weaving.PlugIns;

/// <summary>
/// Keeps woven assemblies in a folder that several processes may share. An entry is a folder that appears in one step and
/// is never changed; one that is not as it was written is put aside and made again.
/// </summary>
/// <param name="directory">The folder; null keeps nothing.</param>
internal sealed class WovenCache(string? directory)
{
    /// <summary>So often another process may win the race for an entry and then leave a broken one.</summary>
    private const int Attempts = 5;

    public WovenPlugIn GetOrAdd(string name, string key, Func<WovenPlugIn> weave)
    {
        if (directory is null)
        {
            return weave();
        }

        var folder = Path.Combine(directory, name, key);
        if (CacheEntry.Read(folder, name) is { } found)
        {
            return found;
        }

        var woven = weave();
        try
        {
            return Add(folder, name, woven);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeavingException(
                $"The cache of woven assemblies, '{directory}', cannot be written: {error.Message} Give a CacheDirectory that "
                + "can be, or null to weave in memory.",
                error)
            {
                IsOfCache = true,
            };
        }
    }

    private WovenPlugIn Add(string folder, string name, WovenPlugIn woven)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var made = Path.Combine(directory!, $".new-{Guid.NewGuid():N}");
        try
        {
            CacheEntry.Write(made, name, woven);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    // Only a whole entry ever bears its name. It fails when there is one.
                    Directory.Move(made, folder);
                }
                catch (IOException) when (Directory.Exists(folder) && attempt < Attempts)
                {
                }

                if (CacheEntry.Read(folder, name) is { } entry)
                {
                    return entry;
                }

                PutAside(folder);
            }
        }
        finally
        {
            Delete(made);
        }
    }

    /// <summary>Moved first: a folder is deleted file by file, and nobody must find half an entry.</summary>
    private void PutAside(string folder)
    {
        var aside = Path.Combine(directory!, $".old-{Guid.NewGuid():N}");
        try
        {
            Directory.Move(folder, aside);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process was faster.
            return;
        }

        Delete(aside);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
