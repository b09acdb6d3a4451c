namespace Estop.Runtime;

/// <summary>
/// Reading from the console, which nothing can end: the reading goes on without the worker that was stopped, and the next
/// read of the same kind takes what it brings. Nothing that was typed is lost.
/// </summary>
public static class ConsoleReads
{
#pragma warning disable RS0030 // Nothing is read here that was not asked for, and nothing written.
    private static readonly Type? InputType = Type.GetType("System.IO.SyncTextReader, System.Console");
    private static readonly PendingReads<string?> Lines = new(static () => Console.ReadLine());
    private static readonly PendingReads<string> Rests = new(static () => Console.In.ReadToEnd());
    private static readonly PendingReads<int> Characters = new(static () => Console.Read());
    private static readonly PendingReads<ConsoleKeyInfo> Keys = new(static () => Console.ReadKey(intercept: false));
    private static readonly PendingReads<ConsoleKeyInfo> HiddenKeys = new(static () => Console.ReadKey(intercept: true));

    /// <summary>In place of <see cref="Console.ReadLine"/>.</summary>
    [ReplacesCall(typeof(Console), nameof(Console.ReadLine))]
    public static string? ReadLine() => Lines.Read();

    /// <summary>In place of <see cref="Console.Read"/>.</summary>
    [ReplacesCall(typeof(Console), nameof(Console.Read))]
    public static int Read() => Characters.Read();

    /// <summary>In place of <see cref="Console.ReadKey()"/>.</summary>
    [ReplacesCall(typeof(Console), nameof(Console.ReadKey))]
    public static ConsoleKeyInfo ReadKey() => Keys.Read();

    /// <summary>In place of <see cref="Console.ReadKey(bool)"/>.</summary>
    [ReplacesCall(typeof(Console), nameof(Console.ReadKey))]
    public static ConsoleKeyInfo ReadKey(bool intercept) => intercept ? HiddenKeys.Read() : Keys.Read();

    /// <summary>In place of <see cref="TextReader.ReadLine"/>, which may be of <see cref="Console.In"/>.</summary>
    [ReplacesCall(typeof(TextReader), nameof(TextReader.ReadLine))]
    public static string? ReadLine(TextReader reader) => IsInput(reader) ? Lines.Read() : reader.ReadLine();

    /// <summary>In place of <see cref="TextReader.Read()"/>, which may be of <see cref="Console.In"/>.</summary>
    [ReplacesCall(typeof(TextReader), nameof(TextReader.Read))]
    public static int Read(TextReader reader) => IsInput(reader) ? Characters.Read() : reader.Read();

    /// <summary>In place of <see cref="TextReader.ReadToEnd"/>, which may be of <see cref="Console.In"/>.</summary>
    [ReplacesCall(typeof(TextReader), nameof(TextReader.ReadToEnd))]
    public static string ReadToEnd(TextReader reader) => IsInput(reader) ? Rests.Read() : reader.ReadToEnd();

    private static bool IsInput(TextReader reader) =>
        reader.GetType() == InputType && ReferenceEquals(reader, Console.In);
#pragma warning restore RS0030
}
