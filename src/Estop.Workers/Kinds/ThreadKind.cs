namespace Estop.Workers;

/// <summary>A kind whose code blocks: each run has a thread to itself.</summary>
/// <param name="name">The kind's name.</param>
/// <param name="logCategory">The category of the logger that runs are given.</param>
/// <param name="options">What was configured.</param>
/// <param name="code">
/// Makes the code for one run, with what that takes. Called inside the run's scope: a constructor that hangs is stopped as
/// everything else is.
/// </param>
internal sealed class ThreadKind<TInput>(
    string name, string logCategory, WorkerKindOptions options, Func<RunResources, Action<TInput, WorkerContext>> code)
    : Kind(name, logCategory, options, new InputContract<TInput>())
{
    public override bool NeedsThread => true;

    public override StopScope Start(IRunSite site, object input, StopScopeOptions options) => StopScope.StartThread(
        () =>
        {
            var execute = code(site.Resources);
            var context = site.Enter();
            using (context.Logger.BeginRun(context))
            {
                execute((TInput)input, context);
            }
        },
        options);
}
