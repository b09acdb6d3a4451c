using System.Collections.Concurrent;

namespace Estop.Testing;

internal sealed class EmptyCollection : HostileThread
{
    public override string Hostility => "Takes from a blocking collection that nobody adds to";

    private readonly BlockingCollection<int> _items = [];

    protected override void Run()
    {
        Arrive();
        foreach (var item in _items.GetConsumingEnumerable())
        {
            _ = item;
        }
    }

    protected override void GiveBack() => _items.CompleteAdding();
}
