using System.Diagnostics;

namespace Estop.Processes;

/// <summary>
/// One thread that carries out what is given to it, in order, and wakes for delays: what is awaited on it goes on on it. So
/// nothing here waits for the thread pool, which code of workers may have filled, and nothing here needs a lock.
/// </summary>
internal sealed class EventThread : TaskScheduler
{
    private readonly Queue<Task> _due = new();
    private readonly PriorityQueue<Action, Moment> _delays = new();
    private readonly object _gate = new();
    private readonly TaskFactory _factory;

    private Thread? _thread;
    private bool _ended;

    public EventThread() => _factory = new TaskFactory(
        CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None, this);

    public bool IsCurrent => Thread.CurrentThread == _thread;

    public override int MaximumConcurrencyLevel => 1;

    public void Start(string name)
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Makes the calling thread the one; does not return before <see cref="End"/>.</summary>
    public void RunHere()
    {
        _thread = Thread.CurrentThread;
        Loop();
    }

    /// <summary>What has been given by then is still carried out, but for delays.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }
    }

    public Task Run(Action action) => _factory.StartNew(action);

    public Task Run(Func<Task> action) => _factory.StartNew(action).Unwrap();

    public Task<T> Run<T>(Func<Task<T>> action) => _factory.StartNew(action).Unwrap();

    /// <summary>Calls after that time, as <see cref="Run(Action)"/> does, and without a timer of the pool. What is called must not throw.</summary>
    public void After(TimeSpan time, Action action) => WakeAfter(time, () => Run(action));

    /// <param name="time">After which time.</param>
    /// <param name="action">Is called under the lock of this thread: it completes a task or gives one to it, and takes no other lock.</param>
    private void WakeAfter(TimeSpan time, Action action)
    {
        var due = Stopwatch.GetTimestamp() + (long)(Math.Max(0, time.TotalSeconds) * Stopwatch.Frequency);
        lock (_gate)
        {
            _delays.Enqueue(action, new Moment(due));
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Completes after that time, without a timer of the pool.</summary>
    public Task Delay(TimeSpan time)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        WakeAfter(time, source.SetResult);
        return source.Task;
    }

    /// <summary>Whether <paramref name="task"/> completes within that time. From any thread.</summary>
    public Task<bool> Within(Task task, TimeSpan time)
    {
        if (task.IsCompleted || time <= TimeSpan.Zero)
        {
            return Task.FromResult(task.IsCompleted);
        }

        var race = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Follow(task, race);
        WakeAfter(time, () => race.TrySetResult(false));
        if (task.IsCompleted)
        {
            // This thread may have ended meanwhile, and would not tell.
            race.TrySetResult(true);
        }

        return race.Task;
    }

    // The framework's own WhenAny is told on the pool of a task that runs its continuations asynchronously, as all of these do.
    private void Follow(Task task, TaskCompletionSource<bool> race) => task.ContinueWith(
        static (_, race) => ((TaskCompletionSource<bool>)race!).TrySetResult(true),
        race,
        CancellationToken.None,
        TaskContinuationOptions.DenyChildAttach | TaskContinuationOptions.ExecuteSynchronously,
        this);

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _due.Enqueue(task);
            Monitor.Pulse(_gate);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        IsCurrent && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _due];
        }
    }

    /// <summary>When a delay is over. A class: of a queue by numbers each process would compile its own.</summary>
    private sealed record Moment(long At) : IComparable<Moment>
    {
        public int CompareTo(Moment? other) => At.CompareTo(other?.At ?? 0);
    }

    private void Loop()
    {
        while (Next() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    private Task? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                var now = Stopwatch.GetTimestamp();
                while (_delays.TryPeek(out var action, out var due) && due.At <= now)
                {
                    _delays.Dequeue();
                    action();
                }

                if (_due.TryDequeue(out var task))
                {
                    return task;
                }

                if (_ended)
                {
                    return null;
                }

                if (_delays.TryPeek(out _, out var next))
                {
                    var wait = (next.At - now) * 1000.0 / Stopwatch.Frequency;
                    Monitor.Wait(_gate, (int)Math.Clamp(Math.Ceiling(wait), 1, 1_000_000));
                }
                else
                {
                    Monitor.Wait(_gate);
                }
            }
        }
    }
}
