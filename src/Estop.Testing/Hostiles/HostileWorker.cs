namespace Estop.Testing;

/// <summary>A worker that does what makes workers hard to stop, for as long as nobody stops it. Started once.</summary>
/// <remarks>
/// Disposing it lets it come to its end of itself, if it is still there, and gives back what it holds for its purpose: a test
/// that has seen a worker abandoned leaves nothing behind. That may take some seconds.
/// </remarks>
[Unstoppable("Starts and releases the hostile code; it is none itself, and serves woven and unwoven code alike.")]
public abstract class HostileWorker : IDisposable
{
    private readonly TaskCompletionSource _inPlace = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _release = new();

    /// <summary>The name of its class.</summary>
    public string Name => GetType().Name;

    /// <summary>What makes it hostile, in one line.</summary>
    public abstract string Hostility { get; }

    /// <summary>
    /// Whether a stop ends it inside its process when it is woven. The others are abandoned there, and belong into a child
    /// process. Default: true.
    /// </summary>
    public virtual bool EndsInProcess => true;

    /// <summary>Whether the system has what it uses. Default: true.</summary>
    public virtual bool IsSupported => true;

    /// <summary>Completes when it is about to do what makes it hostile.</summary>
    public Task InPlace => _inPlace.Task;

    /// <summary>Whether it is to end of itself.</summary>
    protected bool Released => _release.IsSet;

    /// <summary>Starts it in a stop scope of its own.</summary>
    /// <param name="options">The scope's options; its name is the worker's by default.</param>
    public StopScope Start(StopScopeOptions? options = null)
    {
        options ??= new StopScopeOptions();
        Prepare();
        return StartScope(options with { Name = options.Name ?? Name });
    }

    /// <summary>Lets it come to its end of itself, and gives back what it holds.</summary>
    public void Dispose()
    {
        _release.Set();
        GiveBack();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the scope.</summary>
    protected abstract StopScope StartScope(StopScopeOptions options);

    /// <summary>Makes what is to be there before the worker: outside of its scope.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Gives back what <see cref="Prepare"/> or the worker has made. May be called while the worker still runs.</summary>
    protected virtual void GiveBack()
    {
    }

    /// <summary>Says that the worker is where it is to be stopped.</summary>
    protected void Arrive() => _inPlace.TrySetResult();

    /// <summary>Returns when the worker has been disposed.</summary>
    protected void AwaitRelease() => _release.Wait();

    /// <summary>Holds something on a thread outside of the scope, from now until the worker is disposed.</summary>
    protected void HoldElsewhere(Action take, Action giveBack)
    {
        using var taken = new ManualResetEventSlim();
        new Thread(() =>
        {
            take();
            taken.Set();
            AwaitRelease();
            giveBack();
        })
        { IsBackground = true, Name = $"{Name}, the other" }.Start();
        taken.Wait();
    }
}
