namespace Estop.Workers.Tests.Kinds;

internal sealed class JournalWorker(Journal journal, JournalPage page) : Worker<string>, IDisposable
{
    public void Dispose() => journal.Add("worker disposed");

    protected override void Run(string input, WorkerContext context)
    {
        try
        {
            page.Write($"{context.WorkerId}/{context.Run}: {input}");
            journal.Written.Set();
            TestWork.SleepForEver();
        }
        finally
        {
            journal.Add("left");
        }
    }
}
