using System.Runtime.ExceptionServices;

namespace Estop.Runtime;

/// <summary>Reads that cannot be ended, each on a thread of Estop's own, and those that a stop has left without a reader.</summary>
internal sealed class PendingReads<T>(Func<T> read)
{
    private readonly Lock _lock = new();
    private readonly Queue<Task<(T? Result, ExceptionDispatchInfo? Exception)>> _left = [];

    /// <exception cref="StopException">The scope is being stopped.</exception>
    public T Read()
    {
        Safepoint.Check();
        if (Next() is not { } pending)
        {
            return read();
        }

        var taken = false;
        try
        {
            var (result, exception) = StoppableWait.Run(pending, static pending => pending.GetAwaiter().GetResult());
            taken = true;
            exception?.Throw();
            return result!;
        }
        finally
        {
            if (!taken)
            {
                Leave(pending);
            }
        }
    }

    /// <summary>What was left first; outside of any scope, null when nothing was.</summary>
    private Task<(T? Result, ExceptionDispatchInfo? Exception)>? Next()
    {
        lock (_lock)
        {
            return _left.TryDequeue(out var left) ? left
                : ScopeThread.InOwnScope() is null ? null
                : LetGo.Start(read, static read => read());
        }
    }

    private void Leave(Task<(T? Result, ExceptionDispatchInfo? Exception)> pending)
    {
        lock (_lock)
        {
            _left.Enqueue(pending);
        }
    }
}
