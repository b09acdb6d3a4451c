namespace Estop.Workers;

/// <summary>
/// A kind written as a class whose code awaits. Its runs share the thread pool; each has an object of its own, whose
/// constructor parameters come from the service's services, in a DI scope that is disposed when the run has ended.
/// </summary>
/// <typeparam name="TInput">What is submitted, bound from JSON; <see cref="NoInput"/> when there is nothing to submit.</typeparam>
public abstract class AsyncWorker<TInput>
{
    /// <summary>
    /// The worker's work, for as long as it takes: for ever, if need be. Nothing in it has to look out for a stop.
    /// </summary>
    /// <param name="input">What was submitted.</param>
    /// <param name="context">What the run knows of itself.</param>
    protected abstract Task RunAsync(TInput input, WorkerContext context);

    internal Task ExecuteAsync(TInput input, WorkerContext context) => RunAsync(input, context);
}
