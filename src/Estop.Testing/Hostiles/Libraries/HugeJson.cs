using System.Text.Json;

namespace Estop.Testing;

internal sealed class HugeJson : HostileThread
{
    public override string Hostility => "Has the framework write a huge document as JSON: none of its own code runs";

    public override bool EndsInProcess => false;

    protected override void Run()
    {
        Arrive();
        JsonSerializer.Serialize(Stream.Null, Enumerable.Repeat(new string('x', 1000), 20_000_000));
    }
}
