namespace Estop.Testing;

internal sealed class EndlessParallelQuery : HostileThread
{
    public override string Hostility => "A parallel query over a sequence that does not end";

    protected override void Run()
    {
        _ = Numbers().AsParallel().Where(number => number % 3 == 0).LongCount();
    }

    private IEnumerable<long> Numbers()
    {
        for (long i = 0; !Released; i++)
        {
            Arrive();
            yield return i;
        }
    }
}
