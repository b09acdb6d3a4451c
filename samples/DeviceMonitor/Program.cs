using Sample;
using Sample.Simulator;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, builder.Configuration["urls"] ?? Loopback.Address(preferredPort: 5080));
builder.Services.AddEstop(estop => estop.AddHttpApi().AddWorker<DeviceMonitor>("device-monitor"));

var app = builder.Build();
app.MapEstop();

await using var simulator = DeviceSimulator.Start(firstPort: 9100);
app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app.Urls.First(), simulator));
await app.RunAsync();
