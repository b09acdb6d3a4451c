namespace Estop.Processes;

/// <summary>What a thread that waits for descriptors is woken by.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;

    public Descriptor Descriptor { get; } =
        Descriptor.From(Libc.EventDescriptor(0, CloseOnExecNonBlocking), "A file descriptor to be woken by");

    /// <summary>Wakes the thread, or keeps its next wait from being one.</summary>
    public void Set()
    {
        var one = 1UL;
        try
        {
            _ = Libc.Write(Descriptor, (byte*)&one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // Who would be woken has gone.
        }
    }

    /// <summary>Forgets what was set so far.</summary>
    public void Reset()
    {
        ulong count;
        _ = Libc.Read(Descriptor, (byte*)&count, sizeof(ulong));
    }

    public void Dispose() => Descriptor.Dispose();
}
