namespace Estop.WorkerHost;

/// <summary>A child process could not be had, or has ended with what it ran.</summary>
internal sealed class WorkerProcessException(string message) : Exception(message);
