using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers;

/// <summary>Makes kinds of classes: finds out what a class is and what it takes.</summary>
internal static class ClassKinds
{
    /// <exception cref="ArgumentException"><paramref name="worker"/> is not a worker.</exception>
    public static Kind Create(string name, Type worker, WorkerKindOptions options)
    {
        if (worker.IsAbstract || worker.ContainsGenericParameters)
        {
            throw new ArgumentException($"{worker} is abstract or open; register a class that can be made.");
        }

        if (worker.GetConstructors().Length == 0)
        {
            throw new ArgumentException($"{worker} has no public constructor; give it one that takes its services.");
        }

        for (var type = worker; type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType)
            {
                continue;
            }

            var definition = type.GetGenericTypeDefinition();
            var factory = definition == typeof(Worker<>) ? nameof(OnThread)
                : definition == typeof(AsyncWorker<>) ? nameof(OnTasks)
                : null;
            if (factory is not null)
            {
                return typeof(ClassKinds)
                    .GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(worker, type.GenericTypeArguments[0])
                    .CreateDelegate<Func<string, WorkerKindOptions, Kind>>()(name, options);
            }
        }

        throw new ArgumentException(
            $"{worker} is not a worker; derive it from {nameof(Worker<>)}<TInput> or {nameof(AsyncWorker<>)}<TInput>.");
    }

    /// <summary>The method that is the code of the class; null where there is none of its own.</summary>
    public static MethodInfo? CodeOf(Type worker) => worker
        .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .FirstOrDefault(static method => method is { IsVirtual: true, Name: "Run" or "RunAsync" }
            && method.GetParameters() is [_, var context] && context.ParameterType == typeof(WorkerContext));

    private static Kind OnThread<TWorker, TInput>(string name, WorkerKindOptions options)
        where TWorker : Worker<TInput>
    {
        return new ThreadKind<TInput>(
            name, CategoryOf<TWorker>(), options, resources => resources.Create(Make<TWorker>).Execute)
        {
            TakesServices = true,
        };
    }

    private static Kind OnTasks<TWorker, TInput>(string name, WorkerKindOptions options)
        where TWorker : AsyncWorker<TInput>
    {
        return new TaskKind<TInput>(
            name, CategoryOf<TWorker>(), options, resources => resources.Create(Make<TWorker>).ExecuteAsync)
        {
            TakesServices = true,
        };
    }

    /// <summary>
    /// Without a factory: that is compiled when it is made, for every kind in every child process, of which most start one run.
    /// </summary>
    private static TWorker Make<TWorker>(IServiceProvider services) => ActivatorUtilities.CreateInstance<TWorker>(services);

    private static string CategoryOf<TWorker>() => typeof(TWorker).FullName ?? typeof(TWorker).Name;
}
