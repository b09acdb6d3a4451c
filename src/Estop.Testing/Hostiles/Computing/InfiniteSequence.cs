namespace Estop.Testing;

internal sealed class InfiniteSequence : HostileThread
{
    public override string Hostility => "Counts a sequence that does not end: the loop is in the framework, the sequence its own";

    protected override void Run()
    {
        Arrive();
        _ = Numbers().Where(number => number % 3 == 0).LongCount();
    }

    private IEnumerable<long> Numbers()
    {
        for (long i = 0; !Released; i++)
        {
            yield return i;
        }
    }
}
