using Estop.EndToEnd.Host;
using Estop.Workers;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEstop(estop => estop
    .AddHttpApi()
    .AddWorker<NoInput>("computing", HostileWorkers.Compute)
    .AddWorker<NoInput>("swallowing-everything", HostileWorkers.SwallowEverything)
    .AddWorker<NoInput>("waiting-for-a-lock", HostileWorkers.WaitForALock)
    .AddAsyncWorker<NoInput>("awaiting-a-delay", HostileWorkers.AwaitADelay)
    .AddAsyncWorker<NoInput>("awaiting-a-task", HostileWorkers.AwaitATask)
    .AddWorker<NoInput>("looking-at-its-token", HostileWorkers.LookAtTheToken)
    .AddWorker<NoInput>("blocked-in-native-code", HostileWorkers.BlockInNativeCode)
    .AddWorker<NoInput>("ending-at-once", (_, _) => { })
    .AddWorker<NoInput>("counting", HostileWorkers.Count));

var app = builder.Build();
app.MapEstop();
await app.RunAsync();
