namespace Estop.Testing;

internal sealed class HugeQuery : HostileThread
{
    public override string Hostility => "A query that is the framework's from its source to its end";

    public override bool EndsInProcess => false;

    protected override void Run()
    {
        Arrive();
        _ = Enumerable.Repeat<object>("x", int.MaxValue).OfType<string>().Distinct().Count();
    }
}
