namespace Estop.Processes;

/// <summary>What the service wants to be started, with the child's ends of what connects the two.</summary>
internal sealed record SpawnOrder(long Id, SpawnRequest Request, Descriptor[] Descriptors) : IDisposable
{
    public Descriptor? Channel => Request.WantsChannel ? Descriptors[0] : null;

    public Descriptor? Output => Request.WantsOutput ? Descriptors[^1] : null;

    /// <summary>Whether all descriptors have come through.</summary>
    public bool IsWhole => Descriptors.Length == (Request.WantsChannel ? 1 : 0) + (Request.WantsOutput ? 1 : 0);

    public void Dispose()
    {
        foreach (var descriptor in Descriptors)
        {
            descriptor.Dispose();
        }
    }
}
