namespace Estop.Testing;

internal sealed class SyncOverAsync : HostileThread
{
    public override string Hostility => "Blocks on the result of an async method that never has one";

    private readonly TaskCompletionSource<int> _never = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Run()
    {
        Arrive();
        _ = NeverAsync().Result;
    }

    protected override void GiveBack() => _never.TrySetResult(0);

    private async Task<int> NeverAsync() => await _never.Task;
}
