using Estop.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Estop.Benchmarks.Children;

/// <summary>A worker that is made with services, and waits.</summary>
internal sealed class ServedWorker(ILogger<ServedWorker> logger, IConfiguration configuration) : Worker<NoInput>
{
    protected override void Run(NoInput input, WorkerContext context)
    {
        logger.LogDebug("{Key}", configuration["key"]);
        context.Report();
        while (true)
        {
            Thread.Sleep(1000);
        }
    }
}
