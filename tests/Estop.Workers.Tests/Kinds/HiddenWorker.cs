namespace Estop.Workers.Tests.Kinds;

internal sealed class HiddenWorker : Worker<NoInput>
{
    private HiddenWorker()
    {
    }

    protected override void Run(NoInput input, WorkerContext context)
    {
    }
}
