namespace Estop.Testing;

internal sealed class EndlessAsyncIterator : HostileTask
{
    public override string Hostility => "Reads an async iterator that does not end";

    protected override async Task RunAsync()
    {
        await foreach (var number in NumbersAsync())
        {
            _ = number;
        }
    }

    private async IAsyncEnumerable<int> NumbersAsync()
    {
        for (var i = 0; !Released; i++)
        {
            await Task.Delay(10);
            Arrive();
            yield return i;
        }
    }
}
