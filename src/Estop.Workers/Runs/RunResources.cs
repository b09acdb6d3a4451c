using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers;

/// <summary>What was made for one run: its services, and the worker's own object. Disposed once the run has ended.</summary>
internal sealed class RunResources(IServiceScopeFactory scopes) : IAsyncDisposable
{
    private AsyncServiceScope? _services;
    private object? _worker;

    /// <summary>Whether nothing was made.</summary>
    public bool IsEmpty => _worker is null && _services is null;

    public T Create<T>(Func<IServiceProvider, T> make)
        where T : class
    {
        _services = scopes.CreateAsyncScope();
        var worker = make(_services.Value.ServiceProvider);
        _worker = worker;
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            switch (_worker)
            {
                case IAsyncDisposable worker:
                    await worker.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable worker:
                    worker.Dispose();
                    break;
            }
        }
        finally
        {
            _worker = null;
            if (_services is { } services)
            {
                _services = null;
                await services.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
