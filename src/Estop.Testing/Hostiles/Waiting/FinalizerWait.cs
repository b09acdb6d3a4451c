using System.Runtime.CompilerServices;

namespace Estop.Testing;

internal sealed class FinalizerWait : HostileThread
{
    public override string Hostility => "Waits for finalizers, one of which does not end";

    private readonly ManualResetEventSlim _stuck = new();

    protected override void Run()
    {
        Drop();
        while (!_stuck.Wait(10))
        {
            GC.Collect();
        }

        Arrive();
        GC.WaitForPendingFinalizers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drop() => _ = new Stuck(this);

    private sealed class Stuck(FinalizerWait worker)
    {
        ~Stuck()
        {
            worker._stuck.Set();
            worker.AwaitRelease();
        }
    }
}
