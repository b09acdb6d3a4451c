namespace Estop.Testing;

internal sealed class HugeSort : HostileThread
{
    public override string Hostility => "Has the framework sort long texts that differ nowhere: none of its own code runs";

    public override bool EndsInProcess => false;

    protected override void Run()
    {
        var (one, other) = (new string('x', 4_000_000), new string('x', 4_000_000));
        var texts = Enumerable.Range(0, 1500).Select(i => i % 2 == 0 ? one : other).ToArray();
        Arrive();
        Array.Sort(texts, StringComparer.Ordinal);
    }
}
