using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.WorkerHost.Tests;

/// <summary>The workers of the service under test, for the service and for its children.</summary>
internal sealed class TestWorkers : IWorkerSetup
{
    public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new Greeting(configuration["greeting"] ?? "none"));
        if (configuration["starved"] is { } bytes)
        {
            // Where no cgroup can limit memory, it would be refused when the host starts.
            var limits = new RunLimits { MemoryBytes = long.Parse(bytes, CultureInfo.InvariantCulture) };
            services.AddEstop(estop => estop.AddWorker<NoInput>("starved", OrdinaryWork.Sleep, options => Limited(options, limits)));
        }

        services.AddEstop(estop => estop
            .AddWorker<NoInput>("sleeping", OrdinaryWork.Sleep, options => options.Ladder = Ladders.WithTimeToComeOut)
            .AddAsyncWorker<NoInput>("awaiting", OrdinaryWork.AwaitAsync, options => options.Ladder = Ladders.WithTimeToComeOut)
            .AddWorker<GreeterInput>("returning", OrdinaryWork.Return)
            .AddWorker<NoInput>("throwing", OrdinaryWork.Throw)
            .AddWorker<NoInput>("counting", OrdinaryWork.Count)
            .AddWorker<NoInput>("printing", OrdinaryWork.Print)
            .AddWorker<Greeter>("greeting")
            .AddWorker<NoInput>("filling-the-pool", HardWork.FillThePool)
            .AddWorker<NoInput>("native-loop", HardWork.LoopInNativeCode)
            .AddWorker<NoInput>("endless-finally", HardWork.EndlessFinally)
            .AddWorker<CrashInput>("crashing", Crashes.Crash)
            .AddWorker<NoInput>("hoarding", HungryWork.Hoard, options => Limited(options, new RunLimits { MemoryBytes = 200_000_000 }))
            .AddWorker<CrashInput>(
                "crashing-in-limits", Crashes.Crash, options => Limited(options, new RunLimits { MemoryBytes = 200_000_000 }))
            .AddWorker<NoInput>("few-files", OrdinaryWork.Sleep, options => Limited(options, new RunLimits { OpenFiles = 16 }))
            .AddWorker<NoInput>(
                "spinning", HungryWork.Spin, options => Limited(options, new RunLimits { ProcessorTime = TimeSpan.FromSeconds(2) }))
            .AddWorker<NoInput>("limited", OrdinaryWork.Sleep, options => Limited(options, new RunLimits { OpenFiles = 500, Nice = 7 }))
            .AddWorker<NoInput>(
                "hoarding-natively", HungryWork.HoardNatively, options => Limited(options, new RunLimits { MemoryBytes = 200_000_000 }))
            .AddWorker<NoInput>("placed", OrdinaryWork.TellItsPlace, options =>
            {
                Limited(options, new RunLimits { Nice = 7 });
                options.WorkingDirectory = "/usr";
                options.Environment["DEVICE"] = "camera";
            })
            .AddWorker<LibraryInput>("library", LibraryWork.Run, options => options.Ladder = Ladders.WithTimeToAbort)
            .AddWorker<LibraryInput>("library-in-a-hurry", LibraryWork.Run, options => options.Ladder = Ladders.Quick)
            .AddWorker<LibraryInput>(
                "never-aborted", LibraryWork.Run, options => options.Ladder = Ladders.Quick with { AbortAfter = null })
            .AddWorker<NeighbourInput>("neighbour", Neighbours.Run, options => options.Ladder = Ladders.Quick)
            .AddWorker<NeighbourInput>("cooperative-neighbour", Neighbours.Run, options => options.Ladder = Ladders.WithTimeToComeOut)
            .AddWorker<NeighbourInput>("patient-neighbour", Neighbours.Run, options => options.Ladder = Ladders.Patient)
            .AddWorker<NeighbourInput>("hasty-neighbour", Neighbours.Run, options => options.Ladder = Ladders.Hasty)
            .AddWorker<NeighbourInput>("slow-neighbour", Neighbours.Run, options => options.Ladder = Ladders.Slow)
            .AddWorker<NeighbourInput>("neighbour-at-once", Neighbours.Run, options => options.Ladder = Ladders.AtOnce)
            .AddWorker<HostileInput>("hostile", HostileWork.Run, options => options.Ladder = Ladders.Quick));
    }

    private static void Limited(WorkerKindOptions options, RunLimits limits) =>
        (options.Containment, options.Limits) = (Containment.OwnProcess, limits);
}
