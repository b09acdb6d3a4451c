using Estop.WorkerHost;
using Estop.Workers;

namespace Estop.EndToEnd.Host;

/// <summary>The kinds of the service, for the service and for its child processes.</summary>
internal sealed class HostWorkers : IWorkerSetup
{
    public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration)
    {
        services.AddEstop(Add);
        if (configuration.GetValue<uint?>("RunAs") is { } user)
        {
            services.AddEstop(estop => estop.AddWorker<NoInput>("as-somebody-else", HostileWorkers.TellOfItself, options =>
            {
                options.Containment = Containment.OwnProcess;
                options.UserId = user;
                options.WorkingDirectory = "/tmp";
            }));
        }
    }

    private static void Add(EstopBuilder estop) => estop
        .AddWorker<NoInput>("computing", HostileWorkers.Compute)
        .AddWorker<NoInput>("swallowing-everything", HostileWorkers.SwallowEverything)
        .AddWorker<NoInput>("waiting-for-a-lock", HostileWorkers.WaitForALock)
        .AddAsyncWorker<NoInput>("awaiting-a-delay", HostileWorkers.AwaitADelay)
        .AddAsyncWorker<NoInput>("awaiting-a-task", HostileWorkers.AwaitATask)
        .AddWorker<NoInput>("looking-at-its-token", HostileWorkers.LookAtTheToken)
        .AddWorker<NoInput>("blocked-in-native-code", HostileWorkers.BlockInNativeCode, kind => kind.Containment = Containment.InProcess)
        .AddWorker<NoInput>("sleeping-in-native-code", HostileWorkers.BlockInNativeCode)
        .AddWorker<NoInput>("computing-in-the-framework", HostileWorkers.ComputeInTheFramework)
        .AddWorker<NoInput>("spawning-a-grandchild", HostileWorkers.SpawnAGrandchild)
        .AddWorker<NoInput>("telling-of-itself", HostileWorkers.TellOfItself)
        .AddWorker<NoInput>("ending-at-once", (_, _) => { })
        .AddWorker<NoInput>("counting", HostileWorkers.Count);
}
