using Estop.EndToEnd.Host;
using Estop.WorkerHost;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEstop(estop => estop
    .AddHttpApi()
    .UseProcesses<HostWorkers>(builder.Configuration));

var app = builder.Build();
app.MapEstop();
await app.RunAsync();
