namespace Estop.Weaving.Files;

/// <summary>Replaces files, each in one step: a reader sees the old content or the new, never a part.</summary>
internal static class FileReplacement
{
    /// <summary>
    /// Replaces the assembly and, before it, its symbols: a woven assembly is the sign that all is done. When the
    /// assembly cannot be replaced the symbols are put back.
    /// </summary>
    public static void Replace(string assemblyPath, MemoryStream assembly, string? symbolsPath, MemoryStream? symbols)
    {
        if (symbolsPath is null || symbols is null)
        {
            Replace(assemblyPath, assembly.ToArray());
            return;
        }

        var before = File.ReadAllBytes(symbolsPath);
        Replace(symbolsPath, symbols.ToArray());
        try
        {
            Replace(assemblyPath, assembly.ToArray());
        }
        catch
        {
            Replace(symbolsPath, before);
            throw;
        }
    }

    private static void Replace(string path, byte[] content)
    {
        // Beside the file: only within one file system is a move one step.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
