using Estop;

namespace Sample;

/// <summary>This library. The worker looks at nothing and is given nothing: it is woven as it is built.</summary>
internal sealed class EmergencyStop : Way
{
    private StopScope _scope = null!;
    private Task<StopReceipt> _receipt = null!;

    public override string Idea => "Estop";

    public override void Start(StoryWorker worker, Place place)
    {
        _scope = StopScope.StartThread(worker.Run);
        worker.InPlace.Wait();
    }

    public override void Stop() => _receipt = _scope.StopAsync();

    public override bool AwaitEnd(TimeSpan time) => _receipt.Wait(time) && _receipt.Result.Outcome == ScopeOutcome.Stopped;
}
