namespace Estop.Processes.Tests;

/// <summary>All descriptors that this process may have, held until they are let go of.</summary>
internal sealed class DescriptorHoard : IDisposable
{
    private readonly List<Descriptor> _held = [];
    private ResourceLimit _before;

    public unsafe void TakeAll()
    {
        // No more than a few, or it would take long.
        fixed (ResourceLimit* before = &_before)
        {
            var limit = new ResourceLimit { Soft = 2048, Hard = 0 };
            Assert.Equal(0, Libc.SetLimit(0, ResourceLimit.OpenFiles, null, before));
            limit.Hard = _before.Hard;
            Assert.Equal(0, Libc.SetLimit(0, ResourceLimit.OpenFiles, &limit, null));
        }

        for (var number = Libc.EventDescriptor(0, 0x80000); number >= 0; number = Libc.EventDescriptor(0, 0x80000))
        {
            _held.Add(new Descriptor(number));
        }
    }

    /// <summary>Lets some of them go.</summary>
    public void Release(int count)
    {
        for (; count > 0; count--)
        {
            _held[^1].Dispose();
            _held.RemoveAt(_held.Count - 1);
        }
    }

    public unsafe void Dispose()
    {
        _held.ForEach(descriptor => descriptor.Dispose());
        fixed (ResourceLimit* before = &_before)
        {
            Assert.Equal(0, Libc.SetLimit(0, ResourceLimit.OpenFiles, before, null));
        }
    }
}
