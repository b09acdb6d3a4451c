using Estop.EndToEnd.Host;
using Estop.WorkerHost;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEstop(estop => estop
    .AddHttpApi()
    .UseProcesses<HostWorkers>(builder.Configuration, builder.Configuration.GetSection("Processes").Bind));

var app = builder.Build();
app.MapEstop();
await app.RunAsync();
