using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers;

/// <summary>Makes kinds of classes: finds out what a class is and what it takes.</summary>
internal static class ClassKinds
{
    /// <exception cref="ArgumentException"><typeparamref name="TWorker"/> is not a worker.</exception>
    public static Kind Create<TWorker>(string name, WorkerKindOptions options)
        where TWorker : class
    {
        if (typeof(TWorker).IsAbstract)
        {
            throw new ArgumentException($"{typeof(TWorker)} is abstract; register a class that can be made.");
        }

        if (typeof(TWorker).GetConstructors().Length == 0)
        {
            throw new ArgumentException($"{typeof(TWorker)} has no public constructor; give it one that takes its services.");
        }

        for (var type = typeof(TWorker); type is not null; type = type.BaseType)
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
                    .MakeGenericMethod(typeof(TWorker), type.GenericTypeArguments[0])
                    .CreateDelegate<Func<string, WorkerKindOptions, Kind>>()(name, options);
            }
        }

        throw new ArgumentException(
            $"{typeof(TWorker)} is not a worker; derive it from {nameof(Worker<>)}<TInput> or {nameof(AsyncWorker<>)}<TInput>.");
    }

    /// <summary>The method that is the code of the class; null where there is none of its own.</summary>
    public static MethodInfo? CodeOf<TWorker>() => typeof(TWorker)
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
