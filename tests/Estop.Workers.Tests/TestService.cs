using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Estop.Workers.Tests;

/// <summary>A service with Estop in it, as a program has it, without the program.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly IHost _host;

    private TestService(IHost host) => _host = host;

    public Supervisor Supervisor => _host.Services.GetRequiredService<Supervisor>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<TestService> StartAsync(
        Action<EstopBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddEstop(configure);
        services?.Invoke(builder.Services);
        var host = builder.Build();
        await Phase.InTime(host.StartAsync());
        return new TestService(host);
    }

    public async Task StopAsync() => await Phase.InTime(_host.StopAsync());

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}
