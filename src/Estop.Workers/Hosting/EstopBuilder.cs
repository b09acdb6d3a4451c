using System.Reflection;
using System.Runtime.CompilerServices;
using Estop.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers;

/// <summary>Registers kinds and settings with a service.</summary>
public sealed class EstopBuilder
{
    internal EstopBuilder(IServiceCollection services) => Services = services;

    /// <summary>The service's services, for what adds to Estop.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes the settings that all kinds share.</summary>
    public EstopBuilder Configure(Action<EstopOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }

    /// <summary>Registers a kind written as a class.</summary>
    /// <typeparam name="TWorker">
    /// A class derived from <see cref="Worker{TInput}"/> or <see cref="AsyncWorker{TInput}"/>. It need not be registered as a
    /// service.
    /// </typeparam>
    /// <param name="name">
    /// The kind's name: 1 to 100 characters out of <c>A-Z a-z 0-9 . _ ~ -</c>. Checked when the host starts.
    /// </param>
    /// <param name="configure">Changes how workers of the kind are treated.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TWorker"/> is not a worker.</exception>
    public EstopBuilder AddWorker<TWorker>(string name, Action<WorkerKindOptions>? configure = null)
        where TWorker : class => AddWorker(name, typeof(TWorker), configure);

    /// <summary>Registers a kind written as a class that is known at run time only, as one out of a plug-in is.</summary>
    /// <param name="name">
    /// The kind's name: 1 to 100 characters out of <c>A-Z a-z 0-9 . _ ~ -</c>. Checked when the host starts.
    /// </param>
    /// <param name="worker">
    /// A class derived from <see cref="Worker{TInput}"/> or <see cref="AsyncWorker{TInput}"/>. It need not be registered as a
    /// service.
    /// </param>
    /// <param name="configure">Changes how workers of the kind are treated.</param>
    /// <exception cref="ArgumentException"><paramref name="worker"/> is not a worker.</exception>
    public EstopBuilder AddWorker(string name, Type worker, Action<WorkerKindOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(worker);
        return Add(ClassKinds.Create(name, worker, Configured(configure)), worker.Assembly, ClassKinds.CodeOf(worker));
    }

    /// <summary>Registers a kind written as a delegate whose code blocks. Each run has a thread of its own.</summary>
    /// <typeparam name="TInput">What is submitted; <see cref="NoInput"/> when there is nothing to submit.</typeparam>
    /// <param name="name">
    /// The kind's name: 1 to 100 characters out of <c>A-Z a-z 0-9 . _ ~ -</c>. Checked when the host starts.
    /// </param>
    /// <param name="run">The work.</param>
    /// <param name="configure">Changes how workers of the kind are treated.</param>
    /// <exception cref="ArgumentException"><paramref name="run"/> is <c>async</c>: use AddAsyncWorker.</exception>
    public EstopBuilder AddWorker<TInput>(
        string name, Action<TInput, WorkerContext> run, Action<WorkerKindOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(run);
        if (run.Method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            throw new ArgumentException(
                $"The delegate of kind '{name}' is async and would run without anybody waiting for it; register it with "
                    + $"{nameof(AddAsyncWorker)}.",
                nameof(run));
        }

        return Add(new ThreadKind<TInput>(name, DelegateCategory(name), Configured(configure), _ => run), run.Method.Module.Assembly, run.Method);
    }

    /// <summary>Registers a kind written as a delegate whose code awaits. Its runs share the thread pool.</summary>
    /// <remarks>
    /// It has a name of its own because a lambda that never returns fits a delegate that returns a task as well as one that
    /// returns nothing, and the compiler would take the former.
    /// </remarks>
    /// <typeparam name="TInput">What is submitted; <see cref="NoInput"/> when there is nothing to submit.</typeparam>
    /// <param name="name">
    /// The kind's name: 1 to 100 characters out of <c>A-Z a-z 0-9 . _ ~ -</c>. Checked when the host starts.
    /// </param>
    /// <param name="run">The work.</param>
    /// <param name="configure">Changes how workers of the kind are treated.</param>
    public EstopBuilder AddAsyncWorker<TInput>(
        string name, Func<TInput, WorkerContext, Task> run, Action<WorkerKindOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(run);
        return Add(new TaskKind<TInput>(name, DelegateCategory(name), Configured(configure), _ => run), run.Method.Module.Assembly, run.Method);
    }

    private EstopBuilder Add(Kind kind, Assembly code, MethodInfo? entry)
    {
        kind.HeldUpBy = entry?.GetCustomAttribute<HoldsUpStopsAttribute>()?.Because;
        kind.IsUnwoven = !code.IsDefined(typeof(WovenAttribute), inherit: false);
        kind.Module = code.ManifestModule;
        Services.AddSingleton(kind);
        return this;
    }

    private static WorkerKindOptions Configured(Action<WorkerKindOptions>? configure)
    {
        var options = new WorkerKindOptions();
        configure?.Invoke(options);
        return options;
    }

    private static string DelegateCategory(string name) => $"{typeof(Worker<>).Namespace}.{name}";
}
