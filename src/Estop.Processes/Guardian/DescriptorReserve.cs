namespace Estop.Processes;

/// <summary>
/// Descriptors that are held so that they can be let go of: a guardian that has no others left must still be able to look for
/// what it kills. Used by one thread.
/// </summary>
internal sealed class DescriptorReserve
{
    // A look opens a directory, a file in it, and a handle of what it finds.
    private const int Count = 4;
    private const int CloseOnExec = 0x80000;
    private readonly List<Descriptor> _held = [];

    /// <summary>Takes what is missing, as far as there are any.</summary>
    public void Fill()
    {
        while (_held.Count < Count)
        {
            var number = Libc.EventDescriptor(0, CloseOnExec);
            if (number < 0)
            {
                return;
            }

            _held.Add(new Descriptor(number));
        }
    }

    /// <summary>Lets all of them go.</summary>
    public void Release()
    {
        foreach (var descriptor in _held)
        {
            descriptor.Dispose();
        }

        _held.Clear();
    }
}
