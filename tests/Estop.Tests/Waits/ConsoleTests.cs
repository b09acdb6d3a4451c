using System.Collections.Concurrent;

namespace Estop.Tests.Waits;

/// <summary>Reads from the console, of which there is one in the process.</summary>
[Collection(nameof(ConsoleTests))]
[CollectionDefinition(nameof(ConsoleTests), DisableParallelization = true)]
public sealed class ConsoleTests : IDisposable
{
    private readonly TextReader _before = Console.In;
    private readonly Keyboard _keyboard = new();

    public ConsoleTests() => Console.SetIn(_keyboard);

    public static TheoryData<string> Reads => [.. All.Keys];

    private static readonly Dictionary<string, Func<string?>> All = new()
    {
        ["Console.ReadLine"] = static () => Console.ReadLine(),
        ["Console.Read"] = static () => ((char)Console.Read()).ToString(),
        ["Console.In.ReadLine"] = static () => Console.In.ReadLine(),
        ["Console.In.Read"] = static () => ((char)Console.In.Read()).ToString(),
        ["Console.In.ReadToEnd"] = static () => Console.In.ReadToEnd(),
    };

    public void Dispose() => Console.SetIn(_before);

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_read_from_the_console_ends_at_once_and_the_next_one_gets_what_is_typed(string read)
    {
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            All[read]();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        string? next = null;
        var other = Worker.OnThread(inPlace =>
        {
            inPlace();
            next = All[read]();
        });
        _keyboard.Type("1");
        var end = await Phase.InTime(other.Completion);
        Assert.Null(end.Exception);
        Assert.Equal("1", next);
    }

    [Fact]
    public void Outside_of_any_scope_a_line_is_read_as_ever()
    {
        _keyboard.Type("typed");

        Assert.Equal("typed", Console.ReadLine());
    }

    private sealed class Keyboard : TextReader
    {
        private readonly BlockingCollection<string> _typed = [];

        public void Type(string line) => _typed.Add(line);

        public override string ReadLine() => _typed.Take();

        public override string ReadToEnd() => _typed.Take();

        public override int Read() => _typed.Take()[0];
    }
}
