namespace Estop.Workers.Tests.Kinds;

internal sealed class Journal
{
    private readonly List<string> _lines = [];

    public ManualResetEventSlim Written { get; } = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}
