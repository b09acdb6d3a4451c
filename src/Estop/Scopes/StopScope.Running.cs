using System.Runtime.ExceptionServices;

namespace Estop;

/// <content>A scope on the caller's own thread.</content>
public sealed partial class StopScope
{
    /// <summary>
    /// Runs <paramref name="body"/> in a new scope on the calling thread, and stops it when
    /// <paramref name="cancellationToken"/> is cancelled. Returns when no code of the scope executes any more: also what the body
    /// handed to threads and tasks has ended then.
    /// </summary>
    /// <remarks>
    /// The thread is the caller's, and goes on after it: it is never interrupted in code that is not woven, and no interrupt
    /// is left pending in it.
    /// </remarks>
    /// <exception cref="OperationCanceledException">
    /// The scope was stopped: by the token, or by whoever else has got hold of the scope.
    /// </exception>
    public static void Run(Action body, CancellationToken cancellationToken = default) =>
        Run(body, options: null, cancellationToken);

    /// <summary>Runs <paramref name="body"/> in a new scope on the calling thread.</summary>
    /// <inheritdoc cref="Run(Action, CancellationToken)"/>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static void Run(Action body, StopScopeOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        cancellationToken.ThrowIfCancellationRequested();
        var scope = Create(options);
        var registration = cancellationToken.UnsafeRegister(
            static scope => _ = ((StopScope)scope!).StopAsync(
                new StopRequest { Reason = "The token that the scope runs under was cancelled." }),
            scope);
        Exception? exception;
        try
        {
            exception = scope._body.RunHere(body);
            AwaitEnd(scope);
        }
        finally
        {
            registration.Unregister();
        }

        // A stop of the scope around this one goes first.
        Runtime.Safepoint.Check();
        switch (scope._end!.Outcome)
        {
            case ScopeOutcome.Stopped:
                throw new OperationCanceledException(
                    $"The stop scope '{scope.Name}' was stopped.",
                    exception,
                    cancellationToken.IsCancellationRequested ? cancellationToken : scope._tokens.Woven);
            case ScopeOutcome.Failed:
                ExceptionDispatchInfo.Throw(scope._end.Exception ?? exception!);
                break;
        }
    }

    /// <summary>
    /// What the calling code hands over from here on belongs to no scope, and lives on when that of the calling code is stopped,
    /// until the returned value is disposed: for what is started by whoever comes first, and is everybody's. The calling code
    /// itself stays in its scope.
    /// </summary>
    /// <example>
    /// <code>using (StopScope.Detach()) { _writer = Task.Run(WriteAll); }</code>
    /// </example>
    public static Detachment Detach() => new(Runtime.Detached.Begin(lasting: true));

    /// <summary>What the body left running ends by itself, or by a stop of the scope: no interrupt is for here.</summary>
    private static void AwaitEnd(StopScope scope)
    {
        if (scope._completion.Task.IsCompleted)
        {
            return;
        }

        var interrupted = false;
        var thread = ScopeThread.InOwnScope();
        var armed = thread?.TryArm(ArmedWait.SelfEnding) == true;
        while (!scope._completion.Task.IsCompleted)
        {
            try
            {
                scope._completion.Task.Wait();
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }

        if (armed)
        {
            thread!.Disarm();
        }

        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }
}
