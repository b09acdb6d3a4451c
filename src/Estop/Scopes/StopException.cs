namespace Estop;

/// <summary>
/// Thrown at a safepoint of a scope that is being stopped, again and again until the scope is left. It is thrown only
/// on a stack that has a stop root of that scope below it, and need not be handled.
/// </summary>
/// <remarks>
/// It derives from <see cref="OperationCanceledException"/> so that tasks and libraries in between treat the stop as a
/// cancellation, not as an error to be logged or tried again.
/// </remarks>
public sealed class StopException : OperationCanceledException
{
    internal StopException(StopScope scope, CancellationToken token)
        : base($"The stop scope '{scope.Name}' is being stopped.", token) => Scope = scope;

    /// <summary>The scope that is being stopped.</summary>
    public StopScope Scope { get; }
}
