using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Estop;

/// <summary>
/// Follows asynchronous code along what it awaits, from the task of the outermost method. Reads what the compiler and the
/// runtime keep for themselves: so nothing is recorded at an await, and what has another form in another runtime only makes
/// the chain end there.
/// </summary>
internal static class AwaitChain
{
    private const int MostMethods = 200;
    private const int DeepestAwaiter = 3;
    private const BindingFlags Fields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly Own = typeof(AwaitChain).Assembly;

    public static AwaitLook Of(Task outermost)
    {
        var chain = new List<string>();
        object? awaited = outermost;
        string? operation = null;
        for (var methods = 0; awaited is not null && methods < MostMethods; methods++)
        {
            if (StateMachineOf(awaited) is { } machine)
            {
                if (machine.GetType().Assembly != Own)
                {
                    chain.Add(NameOf(machine));
                }

                awaited = AwaitedBy(machine);
            }
            else if (InsideOf(awaited) is { } inside)
            {
                awaited = inside;
            }
            else
            {
                operation = WaitText.OfAwaited(awaited);
                break;
            }
        }

        chain.Reverse();
        return new AwaitLook { Operation = operation, Chain = chain };
    }

    /// <summary>The state machine that completes <paramref name="awaited"/>; null if it is no method's.</summary>
    private static object? StateMachineOf(object awaited) =>
        awaited as IAsyncStateMachine is { } iterator && awaited is not Task && FieldOf(awaited, "StateMachine") is null
            ? iterator
            : FieldOf(awaited, "StateMachine")?.GetValue(awaited);

    private static string NameOf(object machine) =>
        MethodText.NameOf(machine.GetType()) ?? machine.GetType().FullName ?? machine.GetType().Name;

    /// <summary>What the method awaits; null while it executes.</summary>
    private static object? AwaitedBy(object machine)
    {
        foreach (var field in FieldsOf(machine.GetType()))
        {
            if ((typeof(INotifyCompletion).IsAssignableFrom(field.FieldType) || field.FieldType == typeof(object))
                && field.GetValue(machine) is INotifyCompletion awaiter
                && AwaitedBy(awaiter, DeepestAwaiter) is { } awaited)
            {
                return awaited;
            }
        }

        return null;
    }

    /// <summary>The task or source in an awaiter, or in what that consists of; null in one that is not in use.</summary>
    private static object? AwaitedBy(object awaiter, int depth)
    {
        foreach (var field in FieldsOf(awaiter.GetType()))
        {
            if (field.FieldType.IsPrimitive || field.GetValue(awaiter) is not { } value)
            {
                continue;
            }

            if (value is Task or IAsyncStateMachine || IsSource(value))
            {
                return value;
            }

            if (depth > 0 && field.FieldType.IsValueType && AwaitedBy(value, depth - 1) is { } inside)
            {
                return inside;
            }
        }

        return null;
    }

    /// <summary>The task that <paramref name="awaited"/> only passes on, as <see cref="Task.WaitAsync(CancellationToken)"/> does.</summary>
    private static Task? InsideOf(object awaited) =>
        awaited.GetType().Name.StartsWith("CancellationPromise", StringComparison.Ordinal)
            ? FieldOf(awaited, "_task")?.GetValue(awaited) as Task
            : null;

    private static bool IsSource(object value) =>
        value is IValueTaskSource
        || value.GetType().GetInterfaces().Any(static type =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValueTaskSource<>));

    private static FieldInfo? FieldOf(object value, string name) =>
        FieldsOf(value.GetType()).FirstOrDefault(field => field.Name == name);

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            foreach (var field in at.GetFields(Fields))
            {
                yield return field;
            }
        }
    }
}
