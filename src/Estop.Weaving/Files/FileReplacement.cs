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
        // All that needs space is written before the first file changes; what is left then are renames.
        using var newAssembly = new TemporaryFile(assemblyPath, assembly.ToArray());
        if (symbolsPath is null || symbols is null)
        {
            newAssembly.TakePlace();
            return;
        }

        using var oldSymbols = new TemporaryFile(symbolsPath, File.ReadAllBytes(symbolsPath));
        using var newSymbols = new TemporaryFile(symbolsPath, symbols.ToArray());
        newSymbols.TakePlace();
        try
        {
            newAssembly.TakePlace();
        }
        catch
        {
            oldSymbols.TakePlace();
            throw;
        }
    }
}
