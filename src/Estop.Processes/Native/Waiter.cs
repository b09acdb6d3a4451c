namespace Estop.Processes;

/// <summary>Waits for descriptors. Its results are of this very wait: nothing of an earlier one is ever seen.</summary>
internal sealed unsafe class Waiter
{
    private PollEntry[] _entries = new PollEntry[16];
    private int _count;

    /// <summary>Begins a new list.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a descriptor, and returns its place in the list.</summary>
    public int Add(Descriptor descriptor, short wanted = PollEntry.Readable)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
        }

        _entries[_count] = new PollEntry { Descriptor = descriptor.Number, Wanted = wanted };
        return _count++;
    }

    /// <summary>Waits until one is ready, or the milliseconds are over; -1: for ever. False if none is.</summary>
    public bool Wait(int milliseconds)
    {
        fixed (PollEntry* entries = _entries)
        {
            if (Libc.Poll(entries, (nuint)_count, milliseconds) > 0)
            {
                return true;
            }
        }

        // On EINTR the kernel writes no results: those of an earlier wait would be read for this one's.
        for (var index = 0; index < _count; index++)
        {
            _entries[index].Found = 0;
        }

        return false;
    }

    /// <summary>Whether there is something to read, or an end or error to be read.</summary>
    public bool CanRead(int place) => (_entries[place].Found & ~PollEntry.Writable) != 0;

    /// <summary>Whether something can be written.</summary>
    public bool CanWrite(int place) => (_entries[place].Found & PollEntry.Writable) != 0;

    /// <summary>Lets time pass.</summary>
    public static void Pause(int milliseconds) => Libc.Poll(null, 0, milliseconds);
}
