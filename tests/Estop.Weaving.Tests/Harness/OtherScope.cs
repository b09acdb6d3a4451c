using Estop.Runtime;

namespace Estop.Weaving.Tests.Harness;

/// <summary>A scope that is being stopped and does not obey: as long as it lasts, polls everywhere are wanted.</summary>
internal sealed class OtherScope : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly StopScope _scope;
    private readonly Task<StopReceipt> _stopping;
    private bool _released;

    public OtherScope()
    {
        // This assembly is not woven: nothing here polls.
        using var running = new ManualResetEventSlim();
        _scope = StopScope.StartThread(
            () =>
            {
                running.Set();
                while (!Volatile.Read(ref _released))
                {
                    Thread.Sleep(0);
                }
            },
            new() { Ladder = Worker.Ladder with { Deadline = Long } });
        Assert.True(running.Wait(Long));
        _stopping = _scope.StopAsync();
        Assert.True(SpinWait.SpinUntil(Safepoint.IsWanted, Long));
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _released, true);
        await _stopping;
        await _scope.DisposeAsync();
    }
}
