namespace Estop.Workers.Tests.Kinds;

internal sealed class CountingWorker : AsyncWorker<int>
{
    protected override async Task RunAsync(int input, WorkerContext context)
    {
        for (var count = 0; count < input; count++)
        {
            await Task.Yield();
            context.Report(count);
        }
    }
}
