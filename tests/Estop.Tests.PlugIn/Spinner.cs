using Estop.Workers;

namespace Estop.Tests.PlugIn;

/// <summary>Computes without end, and swallows whatever ends it.</summary>
public sealed class Spinner : Worker<SpinnerInput>
{
    /// <inheritdoc/>
    protected override void Run(SpinnerInput input, WorkerContext context)
    {
        context.Report($"{input.Name} in {Environment.ProcessId}");
        for (var n = 0L; ; n++)
        {
            try
            {
                GC.KeepAlive(n);
            }
            catch
            {
            }
        }
    }
}
