using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost.Tests;

/// <summary>A worker with a service, that says what it knows.</summary>
internal sealed class Greeter(Greeting greeting) : Worker<GreeterInput>
{
    protected override void Run(GreeterInput input, WorkerContext context)
    {
        context.Logger.LogWarning("{Greeting} {Name}", greeting.Words, input.Name);
        context.Report($"{greeting.Words} {input.Name}, {context.Kind} {context.WorkerId} {context.Run} in {Environment.ProcessId}");
        while (true)
        {
            Thread.Sleep(1000);
        }
    }
}
