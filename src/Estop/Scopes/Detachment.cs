using Estop.Runtime;

namespace Estop;

/// <summary>
/// As long as it is not disposed, what the calling code hands to threads, tasks, timers and events belongs to no scope. See
/// <see cref="StopScope.Detach"/>.
/// </summary>
public readonly ref struct Detachment
{
    private readonly StopScope? _scope;

    internal Detachment(StopScope? scope) => _scope = scope;

    /// <summary>What is handed over belongs to the scope again.</summary>
    public void Dispose() => Detached.End(_scope);
}
