namespace Estop.Tests.Unwoven;

/// <summary>Stands for what a library disposes asynchronously.</summary>
public sealed class UnwovenResource(Func<Task> dispose) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Task.Run(dispose);
}
