using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using Estop.Runtime;

namespace Estop;

/// <summary>What a thread gives of itself when it is looked at: as little work on it as can be.</summary>
internal sealed class ThreadSighting(ScopeThread thread, bool waits)
{
    private static readonly Assembly Own = typeof(ThreadSighting).Assembly;

    private readonly StackTrace _stack = new(fNeedFileInfo: false);

    /// <summary>Whether the thread was about to wait, or had been woken from it to answer.</summary>
    public bool Waits => waits;

    public bool IsShielded { get; } = thread.IsShielded;

    /// <summary>What the thread has allocated since it entered its scope.</summary>
    public long Allocated { get; } = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>What it waits for, if that is one object.</summary>
    public object? WaitsFor { get; } = waits ? thread.WaitsFor : null;

    /// <summary>The frames, without Estop's own.</summary>
    public IReadOnlyList<string> Stack() =>
        MethodText.Of(_stack.GetFrames().Select(static frame => frame.GetMethod()).Where(static method =>
            method?.Module.Assembly != Own && method?.DeclaringType != typeof(ControlledExecution)));

    /// <summary>The call that was written where the thread waits; null if it does not, or the runtime has inlined that.</summary>
    public string? WaitsIn()
    {
        if (!waits)
        {
            return null;
        }

        var written = _stack.GetFrames()
            .Select(static frame => frame.GetMethod())
            .TakeWhile(static method => method is null || method.Module.Assembly == Own)
            .LastOrDefault(static method => method?.IsDefined(typeof(ReplacesCallAttribute)) == true)?
            .GetCustomAttribute<ReplacesCallAttribute>();
        return written is null ? null : $"{written.Type.FullName}.{written.Method}";
    }
}
