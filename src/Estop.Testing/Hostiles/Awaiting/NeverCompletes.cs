namespace Estop.Testing;

internal sealed class NeverCompletes : HostileTask
{
    public override string Hostility => "Awaits a task that nobody completes";

    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task RunAsync()
    {
        Arrive();
        await _never.Task;
    }

    protected override void GiveBack() => _never.TrySetResult();
}
