namespace Estop.Processes;

/// <summary>
/// Why a program could not be started. The kernel gives one number for many causes: which it was shows in the file.
/// </summary>
internal static class ProgramRefusal
{
    private const int LongestFirstLine = 256;

    /// <summary>Which program, the system's words, and what would change it.</summary>
    public static SpawnException For(string path, int error)
    {
        var remedy = error switch
        {
            NativeError.NotFound when !File.Exists(path) => " There is no such file; install it, or correct the path.",
            NativeError.NotFound when Interpreter(path) is { } interpreter =>
                $" Its first line names '{interpreter}', which is not there; install it, or correct that line.",
            NativeError.NotFound => " It is there, and what loads it is not: it was built for another system, or another C library.",
            NativeError.AccessDenied when Directory.Exists(path) => " It is a directory; give the path of a program in it.",
            NativeError.AccessDenied =>
                " It is not executable for the user of the run; chmod +x it, open the directories above it, or mount its file system with "
                    + "exec.",
            NativeError.NoProgram =>
                " It is no program for this machine; give one that was built for it, or name an interpreter in its first line (#!).",
            NativeError.BeingWritten => " It is open for writing; try again when it has been written.",
            NativeError.TooLong => " Shorten its arguments and its environment.",
            _ => "",
        };
        return new SpawnException($"'{path}' could not be started: {NativeError.Describe(error)}{remedy}", error);
    }

    /// <summary>The same of the directory that it was to be started in.</summary>
    public static SpawnException ForDirectory(string directory, string path, int error)
    {
        var remedy = error switch
        {
            NativeError.NotFound => " Make it, or name another.",
            NativeError.AccessDenied => " Open it for the user of the run, or name another.",
            _ => "",
        };
        return new SpawnException(
            $"The working directory '{directory}' of '{path}' cannot be entered: {NativeError.Describe(error)}{remedy}", error);
    }

    /// <summary>What the first line of a script names after <c>#!</c>; null if it is none, or cannot be read.</summary>
    private static string? Interpreter(string path)
    {
        try
        {
            using var reader = new StreamReader(path, System.Text.Encoding.UTF8, false, LongestFirstLine);
            var line = new char[LongestFirstLine];
            var text = new string(line, 0, reader.ReadBlock(line));
            return text.StartsWith("#!", StringComparison.Ordinal) ? text[2..].TrimStart(' ').Split(' ', '\t', '\n')[0] : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
