namespace Estop.Tests.Generated;

/// <summary>Something that is used, and left when it is disposed.</summary>
public sealed class Resource : IDisposable, IAsyncDisposable
{
    private readonly Trace _trace;
    private readonly int _id;

    internal Resource(Trace trace, int id)
    {
        (_trace, _id) = (trace, id);
        trace.Begin(id);
    }

    public void Dispose() => _trace.End(_id);

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        _trace.End(_id);
    }
}
