using System.Text;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>
/// What runs that share a process write with <c>Console.Out</c>: each line goes to the log of the run that has written it. The
/// standard output itself is never touched, since a pipe that nobody reads would hold everybody up.
/// </summary>
internal sealed class RunConsole(Action<Message> send) : TextWriter
{
    private const int LongestLine = 16 * 1024;

    private static RunConsole? Installed;

    private readonly Dictionary<int, StringBuilder> _lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    public static void Install(Action<Message> send)
    {
        var console = Installed = new RunConsole(send);
#pragma warning disable RS0030 // It is the worker's console that is replaced; nothing is written to it here.
        Console.SetOut(console);
        Console.SetError(console);
#pragma warning restore RS0030
    }

    /// <summary>The run is over: what it has written last may have had no end of line.</summary>
    public static void EndOf(int run)
    {
        if (Installed is { } console)
        {
            lock (console._lines)
            {
                if (console._lines.Remove(run, out var line) && line.Length > 0)
                {
                    console.Send(run, line);
                }
            }
        }
    }

    // The console calls these one at a time for each of its two writers; they share the lines.
    public override void Write(char value)
    {
        lock (_lines)
        {
            Append(value);
        }
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lines)
        {
            foreach (var character in buffer)
            {
                Append(character);
            }
        }
    }

    private void Append(char character)
    {
        var run = ChildRun.Current;
        if (!_lines.TryGetValue(run, out var line))
        {
            _lines.Add(run, line = new StringBuilder());
        }

        if (character is not ('\n' or '\r'))
        {
            line.Append(character);
        }

        if (character == '\n' || line.Length >= LongestLine)
        {
            _lines.Remove(run);
            Send(run, line);
        }
    }

    private void Send(int run, StringBuilder line) =>
        send(new Message(MessageType.Log) { Run = run, Level = LogLevel.Information, Text = line.ToString() });
}
