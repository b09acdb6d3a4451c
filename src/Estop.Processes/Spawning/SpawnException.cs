namespace Estop.Processes;

/// <summary>A process could not be started. Nothing of it is left.</summary>
/// <param name="message">What could not be done, and why.</param>
/// <param name="error">The operating system's error number; 0 if it was not its refusal.</param>
internal sealed class SpawnException(string message, int error) : Exception(message)
{
    /// <summary>
    /// The operating system's error number (<c>errno</c>); 0 if it was not its refusal, <see cref="ServiceBuild.IsAnother"/> if the
    /// service's files have been replaced.
    /// </summary>
    public int Error { get; } = error;
}
