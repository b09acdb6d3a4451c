using Microsoft.Extensions.Logging;

namespace Estop.Workers;

/// <summary>Is told what happens in a run that executes in another process. Nothing in it blocks.</summary>
internal interface IRunObserver
{
    /// <summary>Its code begins.</summary>
    void Entered();

    /// <summary>It has reported progress.</summary>
    void Progressed(WorkerProgress progress);

    /// <summary>It has logged something.</summary>
    void Logged(LogLevel level, EventId id, string? category, string message);
}
