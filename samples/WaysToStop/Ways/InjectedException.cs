using System.Runtime;

namespace Sample;

/// <summary>
/// The runtime throws an exception into the code, wherever that is. Not in a sleep, not in a read; and where it does, locks may
/// stay locked, and the process may end.
/// </summary>
internal sealed class InjectedException : Way
{
    private readonly CancellationTokenSource _stop = new();

    public override string Idea => "an injected exception (`ControlledExecution`)";

    public override void Start(StoryWorker worker, Place place)
    {
        Thread = new Thread(() =>
        {
            try
            {
                ControlledExecution.Run(worker.Run, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                // That is how it reports what it did.
            }
        })
        { IsBackground = true };
        Thread.Start();
        worker.InPlace.Wait();
    }

    // On another thread: it returns when the code has ended, and so perhaps never.
    public override void Stop() => new Thread(_stop.Cancel) { IsBackground = true }.Start();
}
