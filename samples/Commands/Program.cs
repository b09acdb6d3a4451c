using Estop.WorkerHost;
using Estop.Workers;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, builder.Configuration["urls"] ?? "http://127.0.0.1:5081");
builder.Services.AddEstop(estop => estop
    .AddHttpApi()
    .UseProcesses()
    .AddCommand("watch", command =>
    {
        command.Program = "python3";
        command.Arguments = [Path.Combine(AppContext.BaseDirectory, "scripts", "watch.py"), "{name}", "{seconds}"];
        command.ReadyLine = "watching";
        command.Restart = new RestartPolicy { Mode = RestartMode.OnFailure };
        command.Input["name"] = new CommandField { Pattern = "[a-z0-9-]+", MaximumLength = 40 };
        command.Input["seconds"] = new CommandField { Type = CommandFieldType.Number, Minimum = 0.1, Maximum = 3600 };
    })
    .AddCommands(builder.Configuration.GetSection("Commands")));

var app = builder.Build();
app.MapEstop();
app.Lifetime.ApplicationStarted.Register(() =>
{
    var workers = $"{app.Urls.First()}/v1/workers";
    Console.WriteLine($$$"""

        Commands listens on {{{app.Urls.First()}}}

        A Python script and a shell pipeline that never end, and how they are ended, with all that they have started:

          curl -X POST {{{workers}}} -H 'Content-Type: application/json' -d '{"kind":"watch","id":"py","input":{"name":"py","seconds":5}}'
          curl -X POST {{{workers}}} -H 'Content-Type: application/json' -d '{"kind":"pipeline","id":"sh","input":{"name":"sh"}}'
          curl {{{workers}}}/py
          curl -X DELETE {{{workers}}}/py
          curl -X DELETE {{{workers}}}/sh

        """);
});
await app.RunAsync();
