namespace Estop.Testing;

internal sealed class SortByComparison : HostileThread
{
    public override string Hostility => "Sorts by a comparison that agrees with nothing, again and again";

    protected override void Run()
    {
        var items = Enumerable.Range(0, 10_000_000).ToArray();
        Arrive();
        while (!Released)
        {
            Array.Sort(items, (one, other) => Released ? 0 : (other * 31).CompareTo(one * 17));
        }
    }
}
