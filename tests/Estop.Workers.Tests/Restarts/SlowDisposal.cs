namespace Estop.Workers.Tests.Restarts;

/// <summary>Holds the disposal of a <see cref="FailingWorker"/>.</summary>
internal sealed class SlowDisposal : IDisposable
{
    public ManualResetEventSlim Begun { get; } = new();

    public ManualResetEventSlim Released { get; } = new();

    public void Dispose()
    {
        Begun.Dispose();
        Released.Dispose();
    }
}
