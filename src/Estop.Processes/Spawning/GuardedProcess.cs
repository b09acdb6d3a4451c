using System.Diagnostics;

namespace Estop.Processes;

/// <summary>A process that the guardian has started, and everything that process starts.</summary>
internal sealed class GuardedProcess : IDisposable
{
    // The guardian answers in time; this is for one that cannot.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<ProcessEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GuardianClient _guardian;
    private readonly long _id;
    private readonly Descriptor _handle;

    internal GuardedProcess(
        GuardianClient guardian,
        long id,
        int processId,
        string cookie,
        Descriptor handle,
        MessageChannel? channel,
        ProcessOutput? output)
    {
        _guardian = guardian;
        _id = id;
        _handle = handle;
        ProcessId = processId;
        Cookie = cookie;
        Channel = channel;
        Output = output;
    }

    /// <summary>Its id. It stays this process's own until <see cref="End"/> has completed.</summary>
    public int ProcessId { get; }

    /// <summary>What its tree bears in its environment as <see cref="ChildVariables.Child"/>.</summary>
    public string Cookie { get; }

    /// <summary>The service's end of the private channel; null if none was wanted. Not started yet.</summary>
    public MessageChannel? Channel { get; }

    /// <summary>Its standard output and error; null if it was not wanted.</summary>
    public ProcessOutput? Output { get; }

    /// <summary>
    /// Completes when the kernel has reported it dead, and the rest of its tree too. Never fails: what the kernel cannot end
    /// keeps it from completing.
    /// </summary>
    public Task<ProcessEnd> End => _end.Task;

    /// <summary>
    /// Kills its whole tree, and returns when the kernel has reported the death of each process, or when the time is over.
    /// May be called again, and after its end. It goes on where it was called: a caller with threads of his own needs none of the pool.
    /// </summary>
    /// <param name="timeout">How long to wait for the kernel; more than zero.</param>
    /// <param name="keepsOutput">Whether what it has written is still wanted. Default: nobody has to read it any more.</param>
    public async Task<KillReceipt> KillAsync(TimeSpan timeout, bool keepsOutput = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        var started = Stopwatch.GetTimestamp();
        if (End.IsCompleted)
        {
            return new KillReceipt { End = await End, Elapsed = Stopwatch.GetElapsedTime(started) };
        }

        if (!keepsOutput)
        {
            Output?.Discard();
        }

        var answer = await _guardian.AskAsync(GuardianMessage.Kill, _id, (long)timeout.TotalMilliseconds, timeout + Patience);
        if (answer is null)
        {
            // The guardian cannot be asked. What it would have done first is done from here.
            KillWithoutGuardian();
            var left = timeout - Stopwatch.GetElapsedTime(started);
            await _guardian.Clock.Within(End, left > Patience ? left : Patience);
        }

        var ended = End.IsCompleted;
        return new KillReceipt
        {
            End = ended ? await End : null,
            Elapsed = Stopwatch.GetElapsedTime(started),
            Others = answer?.Others ?? [],
            Survivors = ended ? [] : answer?.Survivors ?? (IsDead ? [] : [ProcessFacts.Unkilled(ProcessId)]),
        };
    }

    /// <summary>Sends a signal to it and its process group. False if it has ended.</summary>
    public async Task<bool> SignalAsync(int signal) =>
        !End.IsCompleted
        && await _guardian.AskAsync(GuardianMessage.Signal, _id, signal, Patience) is { Done: true };

    /// <summary>Closes the service's ends of its channel and its output. It lives on unless that ends it.</summary>
    public void Dispose()
    {
        Channel?.Dispose();
        Output?.Dispose();
    }

    internal void Ended(ProcessEnd end)
    {
        Output?.Finish();
        _end.TrySetResult(end);
        _handle.Dispose();
    }

    internal void KillWithoutGuardian() => ProcessDescriptor.Signal(_handle, Libc.KillSignal);

    /// <summary>Whether its first process is dead, by the kernel's word. Who has reaped it does not matter.</summary>
    internal bool IsDead => ProcessDescriptor.IsDead(_handle);
}
