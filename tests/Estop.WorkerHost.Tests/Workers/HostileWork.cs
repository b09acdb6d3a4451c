using Estop.Testing;

namespace Estop.WorkerHost.Tests;

/// <summary>One of the zoo, as a worker.</summary>
internal static class HostileWork
{
    public static void Run(HostileInput input, WorkerContext context)
    {
        using var worker = HostileCatalogue.Create(input.Name);
        var scope = worker.Start();
        worker.InPlace.Wait();
        context.Report("in place");
        scope.Completion.Wait();
    }
}
