using System.Runtime;

namespace Estop;

/// <summary>
/// Code of a run that <see cref="Rung.Abort"/> reaches: what a thread executes inside the runtime's controlled execution. Entered
/// only where the run has its process to itself.
/// </summary>
internal sealed class AbortRegion
{
    private readonly CancellationTokenSource _abort = new();
    private volatile bool _sent;
    private volatile bool _hit;

    private AbortRegion()
    {
    }

    /// <summary>Whether the abort is on its way, or has come.</summary>
    public bool IsSent => _sent;

    /// <summary>Whether an exception leaves the code after the abort was sent: what still runs of it is cleanup.</summary>
    public bool IsHit => _hit;

    /// <summary>
    /// Runs <paramref name="body"/> on the calling thread, which is <paramref name="thread"/>. One that is in a region already
    /// stays in that: the runtime refuses another.
    /// </summary>
    public static void Run(StopScope scope, ScopeThread thread, Action body)
    {
        if (!scope.MayAbort || thread.Abort is not null)
        {
            body();
            return;
        }

        var region = new AbortRegion();
        thread.Abort = region;
        try
        {
#pragma warning disable SYSLIB0046 // That it may harm the process is known: the process is the run's alone, and ends with it.
            ControlledExecution.Run(() => region.Watch(body), region._abort.Token);
#pragma warning restore SYSLIB0046
        }
        finally
        {
            thread.AbortRegionLeft(region);
        }
    }

    /// <inheritdoc cref="Run(StopScope, ScopeThread, Action)"/>
    public static T Run<T>(StopScope scope, ScopeThread thread, Func<T> body)
    {
        if (!scope.MayAbort)
        {
            return body();
        }

        T? result = default;
        Run(scope, thread, () => { result = body(); });
        return result!;
    }

    /// <summary>To be sent by <see cref="Carry"/>.</summary>
    public void Begin() => _sent = true;

    /// <summary>Sends it. Returns when the thread has left the region, and so perhaps never.</summary>
    public void Carry() => _abort.Cancel();

    private void Watch(Action body)
    {
        try
        {
            body();
        }
        catch (Exception) when (SeenUnhandled())
        {
            // Never here: the filter is only asked before what is on the stack is unwound.
        }
    }

    private bool SeenUnhandled()
    {
        _hit |= _sent;
        return false;
    }
}
