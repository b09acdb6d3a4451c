namespace Estop.Processes;

/// <summary>A process that the guardian has started, and everything that process starts.</summary>
internal sealed class GuardedProcess : IDisposable
{
    /// <summary>Its id. It stays this process's own until <see cref="End"/> has completed.</summary>
    public int ProcessId { get; }

    /// <summary>What its tree bears in its environment as <see cref="ChildVariables.Child"/>.</summary>
    public string Cookie { get; } = "";

    /// <summary>The service's end of the private channel; null if none was wanted. Not started yet.</summary>
    public MessageChannel? Channel { get; }

    /// <summary>Its standard output and error; null if it was not wanted.</summary>
    public ProcessOutput? Output { get; }

    /// <summary>
    /// Completes when the kernel has reported it dead, and the rest of its tree too. Never fails: what the kernel cannot end
    /// keeps it from completing.
    /// </summary>
    public Task<ProcessEnd> End => throw new NotImplementedException();

    /// <summary>
    /// Kills its whole tree, and returns when the kernel has reported the death of each process, or when the time is over.
    /// May be called again, and after its end.
    /// </summary>
    /// <param name="timeout">How long to wait for the kernel; more than zero.</param>
    public Task<KillReceipt> KillAsync(TimeSpan timeout) => throw new NotImplementedException();

    /// <summary>Sends a signal to it and its process group. False if it has ended.</summary>
    public Task<bool> SignalAsync(int signal) => throw new NotImplementedException();

    /// <summary>Closes the service's ends of its channel and its output. It lives on unless that ends it.</summary>
    public void Dispose() => throw new NotImplementedException();
}
