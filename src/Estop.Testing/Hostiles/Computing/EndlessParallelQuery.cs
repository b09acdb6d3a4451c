namespace Estop.Testing;

internal sealed class EndlessParallelQuery : HostileThread
{
    public override string Hostility => "A parallel query over a sequence that does not end";

    protected override void Run()
    {
        // Two, also where there is one processor: a query without parallelism computes on the thread that asks, which then never waits.
        _ = Numbers().AsParallel().WithDegreeOfParallelism(2).Where(number => number % 3 == 0).LongCount();
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
