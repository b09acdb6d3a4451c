using System.Reflection;
using Estop.Testing;

namespace Estop.WorkerHost.Tests;

/// <summary>One of the zoo, as a worker.</summary>
internal static class HostileWork
{
    public static void Run(HostileInput input, WorkerContext context)
    {
        // Not disposed: that would let it come to its end of itself.
        var worker = HostileCatalogue.Create(input.Name, Catalogue(input.Woven));
        var scope = worker.Start();
        worker.InPlace.Wait();
        context.Report("in place");
        GC.KeepAlive(scope);
        Thread.Sleep(Timeout.Infinite);
    }

    public static Assembly Catalogue(bool woven) =>
        woven ? typeof(HostileCatalogue).Assembly : Assembly.Load("Estop.Testing.Unwoven");
}
