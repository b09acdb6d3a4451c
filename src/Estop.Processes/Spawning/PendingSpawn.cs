namespace Estop.Processes;

/// <summary>A process that the guardian was asked for, and both ends of what will connect it with the service.</summary>
internal sealed class PendingSpawn
{
    private readonly TaskCompletionSource<GuardedProcess> _process = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MessageChannel? _channel;
    private ProcessOutput? _output;

    /// <summary>The child's ends, in the order in which they are sent.</summary>
    public Descriptor[] There { get; private set; } = [];

    /// <summary>Makes the ends.</summary>
    /// <exception cref="SpawnException">One could not be had. Nothing is left open.</exception>
    public static PendingSpawn Create(SpawnRequest request)
    {
        var pending = new PendingSpawn();
        try
        {
            if (request.WantsChannel)
            {
                var (here, there) = PacketSocket.Pair();
                pending.There = [there];
                pending._channel = new MessageChannel(here);
            }

            if (request.WantsOutput)
            {
                (pending._output, var there) = ProcessOutput.Create();
                pending.There = [.. pending.There, there];
            }

            return pending;
        }
        catch
        {
            pending.Close();
            throw;
        }
    }

    /// <summary>The service's end of the channel, which is the caller's from now on.</summary>
    public MessageChannel? TakeChannel() => Interlocked.Exchange(ref _channel, null);

    /// <summary>The service's end of the output, which is the caller's from now on.</summary>
    public ProcessOutput? TakeOutput() => Interlocked.Exchange(ref _output, null);

    public Task<GuardedProcess> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            var registration = cancellationToken.UnsafeRegister(
                static (self, token) => ((PendingSpawn)self!)._process.TrySetCanceled(token), this);
            _process.Task.ContinueWith(
                static (_, state) => ((CancellationTokenRegistration)state!).Unregister(),
                registration,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return _process.Task;
    }

    /// <summary>It was started. False if nobody waits for it any more.</summary>
    public bool Complete(GuardedProcess process)
    {
        Close();
        return _process.TrySetResult(process);
    }

    /// <summary>It was not started.</summary>
    public void Refuse(SpawnException reason)
    {
        Close();
        _process.TrySetException(reason);
    }

    private void Close()
    {
        foreach (var descriptor in There)
        {
            descriptor.Dispose();
        }

        TakeChannel()?.Dispose();
        TakeOutput()?.Close();
    }
}
