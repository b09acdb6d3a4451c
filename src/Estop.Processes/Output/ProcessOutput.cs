using System.Threading.Channels;

namespace Estop.Processes;

/// <summary>
/// What a process writes to its standard output and error, line by line. It is always read, so that the process never waits for
/// its reader: what nobody takes in time is dropped, and counted.
/// </summary>
internal sealed unsafe class ProcessOutput : IDisposable
{
    /// <summary>How many lines are kept for who reads them.</summary>
    public const int MaximumLines = 4096;

    // More than a pipe holds: nothing of a dead process is left after one turn.
    private const int TurnLength = 20;

    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;
    private readonly Channel<string> _lines;
    private readonly LineSplitter _splitter = new();
    private readonly Descriptor _pipe;
    private long _dropped;
    private long _untold;
    private volatile bool _discards;
    private volatile bool _finished;

    private ProcessOutput(Descriptor pipe)
    {
        _pipe = pipe;
        _lines = Channel.CreateBounded<string>(
            new BoundedChannelOptions(MaximumLines) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true },
            _ =>
            {
                Interlocked.Increment(ref _dropped);
                Interlocked.Increment(ref _untold);
            });
    }

    /// <summary>The lines, the oldest of which are dropped when too many wait. Completes with the last writer.</summary>
    public ChannelReader<string> Lines => _lines.Reader;

    /// <summary>How many lines were dropped because nobody took them in time, or because of <see cref="Discard"/>.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How many lines that were wanted have been dropped since it was last asked.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _untold, 0);

    /// <summary>The end that is read.</summary>
    internal Descriptor Pipe => _pipe;

    /// <summary>From now on everything is read and thrown away: a process that is to die does not wait for its output.</summary>
    public void Discard() => _discards = true;

    /// <summary>Nobody wants it any more. It is read until its writers have gone, so that they are not killed by its end.</summary>
    public void Dispose()
    {
        _discards = true;
        _lines.Writer.TryComplete();
    }

    internal static (ProcessOutput Here, Descriptor There) Create()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, CloseOnExecNonBlocking) < 0)
        {
            throw NativeError.Last("A pipe for the output could not be made");
        }

        // Only the reader's end must not block: it is the writer's own file otherwise.
        const int SetFlags = 4;
        _ = Libc.Control(ends[1], SetFlags, 0);
        var here = new ProcessOutput(new Descriptor(ends[0]));
        try
        {
            return (here, new Descriptor(ends[1]).AboveStandard());
        }
        catch
        {
            here.Close();
            throw;
        }
    }

    /// <summary>There was no process. For an output that nothing reads yet.</summary>
    internal void Close()
    {
        _lines.Writer.TryComplete();
        _pipe.Dispose();
    }

    /// <summary>The process is dead: what is in the pipe is the last that counts, whoever else holds it open.</summary>
    internal void Finish() => _finished = true;

    /// <summary>Reads what is there. False when there will be no more.</summary>
    internal bool Drain(byte[] buffer)
    {
        // Seen before the last read: nothing was written after it.
        var last = _finished;
        var length = (nint)1;
        fixed (byte* start = buffer)
        {
            // One that writes without end gets its turn with the others.
            for (var turn = 0; turn < TurnLength && length > 0; turn++)
            {
                length = Libc.Read(_pipe, start, buffer.Length);
                if (length > 0)
                {
                    _splitter.Add(buffer.AsSpan(0, (int)length), Add);
                }
            }
        }

        if (length != 0 && !last)
        {
            return true;
        }

        _splitter.End(Add);
        Close();
        return false;
    }

    private void Add(string line)
    {
        if (_discards || !_lines.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _dropped);
        }
    }
}
