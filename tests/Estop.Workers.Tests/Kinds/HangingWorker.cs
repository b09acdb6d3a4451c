namespace Estop.Workers.Tests.Kinds;

internal sealed class HangingWorker : Worker<NoInput>
{
    public HangingWorker(Journal journal)
    {
        journal.Written.Set();
        TestWork.SleepForEver();
    }

    protected override void Run(NoInput input, WorkerContext context) => context.Report("It got this far.");
}
