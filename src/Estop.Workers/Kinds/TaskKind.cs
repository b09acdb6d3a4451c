namespace Estop.Workers;

/// <summary>A kind whose code awaits: its runs share the thread pool.</summary>
/// <param name="name">The kind's name.</param>
/// <param name="logCategory">The category of the logger that runs are given.</param>
/// <param name="options">What was configured.</param>
/// <param name="code">Makes the code for one run, with what that takes. Called inside the run's scope.</param>
internal sealed class TaskKind<TInput>(
    string name, string logCategory, WorkerKindOptions options, Func<RunResources, Func<TInput, WorkerContext, Task>> code)
    : Kind(name, logCategory, options, new InputContract<TInput>())
{
    public override bool NeedsThread => false;

    public override StopScope Start(IRunSite site, object input, StopScopeOptions options) => StopScope.StartTask(
        async () =>
        {
            var execute = code(site.Resources);
            var context = site.Enter();
            using (context.Logger.BeginRun(context))
            {
                await execute((TInput)input, context).ConfigureAwait(false);
            }
        },
        options);
}
