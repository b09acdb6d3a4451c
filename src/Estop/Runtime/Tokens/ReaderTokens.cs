namespace Estop.Runtime;

/// <summary>Calls of <see cref="TextReader"/> whose overload with a token returns something else.</summary>
public static class ReaderTokens
{
    private static readonly RuntimeMethodHandle Plain =
        typeof(TextReader).GetMethod(nameof(TextReader.ReadLineAsync), [])!.MethodHandle;

    private static readonly RuntimeMethodHandle WithToken =
        typeof(TextReader).GetMethod(nameof(TextReader.ReadLineAsync), [typeof(CancellationToken)])!.MethodHandle;

    /// <summary>In place of <see cref="TextReader.ReadLineAsync()"/>.</summary>
    [ReplacesCall(typeof(TextReader), nameof(TextReader.ReadLineAsync))]
    public static Task<string?> ReadLineAsync(TextReader reader) =>
        Tokens.Current() is { CanBeCanceled: true } token
        && Overloads.Agree(reader, Plain, WithToken, typeof(TextReader).TypeHandle)
            ? reader.ReadLineAsync(token).AsTask()
            : reader.ReadLineAsync();
}
