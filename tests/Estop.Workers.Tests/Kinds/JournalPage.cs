namespace Estop.Workers.Tests.Kinds;

internal sealed class JournalPage(Journal journal) : IAsyncDisposable
{
    public void Write(string line) => journal.Add(line);

    public ValueTask DisposeAsync()
    {
        journal.Add("page disposed");
        return ValueTask.CompletedTask;
    }
}
