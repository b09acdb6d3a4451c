namespace Estop.WorkerHost;

/// <summary>The last lines that a process has written, for who asks why it has ended.</summary>
internal sealed class LastLines
{
    private const int Most = 20;
    private const int Longest = 500;

    private readonly Queue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public void Add(string line)
    {
        _lines.Enqueue(line.Length > Longest ? line[..Longest] : line);
        if (_lines.Count > Most)
        {
            _lines.Dequeue();
        }
    }
}
