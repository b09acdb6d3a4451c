using System.Collections.Concurrent;

namespace Estop.Processes;

/// <summary>Reads the output of all processes, on one thread of its own that runs nobody else's code.</summary>
internal sealed class OutputPump : IDisposable
{
    private readonly ConcurrentQueue<ProcessOutput> _added = new();
    private readonly WakeUp _wakeUp = new();
    private volatile bool _disposed;

    public void Start() => new Thread(Run) { Name = "Estop output", IsBackground = true }.UnsafeStart();

    public void Add(ProcessOutput output)
    {
        _added.Enqueue(output);
        _wakeUp.Set();
    }

    /// <summary>Some process has ended, so its output ends too.</summary>
    public void Wake() => _wakeUp.Set();

    /// <summary>Reads what is left, and ends.</summary>
    public void Dispose()
    {
        _disposed = true;
        _wakeUp.Set();
    }

    private void Run()
    {
        var outputs = new List<ProcessOutput>();
        var waiter = new Waiter();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            waiter.Clear();
            waiter.Add(_wakeUp.Descriptor);
            foreach (var output in outputs)
            {
                waiter.Add(output.Pipe);
            }

            waiter.Wait(-1);
            var woken = waiter.CanRead(0);
            if (woken)
            {
                _wakeUp.Reset();
            }

            var ending = _disposed;
            for (var index = outputs.Count - 1; index >= 0; index--)
            {
                if (ending)
                {
                    outputs[index].Finish();
                }

                if ((woken || waiter.CanRead(index + 1)) && !outputs[index].Drain(buffer))
                {
                    outputs.RemoveAt(index);
                }
            }

            while (_added.TryDequeue(out var added))
            {
                outputs.Add(added);
            }

            if (ending && outputs.Count == 0)
            {
                _wakeUp.Dispose();
                return;
            }
        }
    }
}
