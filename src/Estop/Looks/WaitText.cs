using System.Reflection;

namespace Estop;

/// <summary>Says in words what something waits for.</summary>
internal static class WaitText
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>What a thread waits for, and who holds it if it is a lock and that is known.</summary>
    public static (string Text, int? Holder) Of(object awaited) => awaited switch
    {
        Thread thread => ($"the end of thread {thread.Name ?? thread.ManagedThreadId.ToString()}", null),
        Task task => (AwaitChain.Of(task) is { } look && look.Chain.Count > 0
            ? $"{look.Chain[^1]}, which awaits {look.Operation ?? look.Chain[0]}"
            : OfAwaited(task), null),
        _ => (TypeName(awaited), HeldObjects.HolderOf(awaited)),
    };

    /// <summary>What is awaited where no method of anybody's is to be seen any more.</summary>
    public static string OfAwaited(object awaited)
    {
        if (awaited is not Task task)
        {
            return TypeName(awaited);
        }

        var type = task.GetType();
        if (type.DeclaringType == typeof(Task) || type.DeclaringType == typeof(TaskFactory))
        {
            // The runtime's own: Task.DelayPromise, Task.WhenAllPromise and so on.
            var name = type.Name.Split('`')[0];
            var end = name.IndexOf("Promise", StringComparison.Ordinal);
            return name.StartsWith("CompleteOnInvoke", StringComparison.Ordinal) ? "Task.WhenAny"
                : end <= 0 ? TypeName(task)
                : $"Task.{name[..end].Replace("TwoTask", "")}{OpenBranches(task)}";
        }

        return CodeOf(task) is { } code ? $"a task that runs {MethodText.Of(code.Method)}"
            : type.Name.StartsWith("UnwrapPromise", StringComparison.Ordinal) ? "a task that was started"
            : type == typeof(Task) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
                ? "a task that somebody else completes"
                : TypeName(task);
    }

    /// <summary>How many tasks are still waited for, where the runtime counts them.</summary>
    private static string OpenBranches(Task all) =>
        all.GetType().GetField("_remainingToComplete", Private)?.GetValue(all) is int open ? $" ({open} tasks not completed)" : "";

    /// <summary>What the task executes, or will; null for a promise.</summary>
    private static Delegate? CodeOf(Task task) =>
        typeof(Task).GetField("m_action", Private)?.GetValue(task) as Delegate;

    private static string TypeName(object value) => value.GetType().FullName ?? value.GetType().Name;
}
