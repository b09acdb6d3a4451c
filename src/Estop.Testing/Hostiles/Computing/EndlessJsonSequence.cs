using System.Text.Json;

namespace Estop.Testing;

internal sealed class EndlessJsonSequence : HostileThread
{
    public override string Hostility => "Writes a sequence that does not end as JSON";

    protected override void Run()
    {
        Arrive();
        JsonSerializer.Serialize(Stream.Null, Numbers());
    }

    private IEnumerable<long> Numbers()
    {
        for (long i = 0; !Released; i++)
        {
            yield return i;
        }
    }
}
