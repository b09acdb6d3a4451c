using System.Runtime.CompilerServices;

namespace Estop;

/// <summary>Awaits a task without a result, and goes on on a thread of Estop's own.</summary>
internal readonly struct OwnThreadTaskAwaiter(Task task) : ICriticalNotifyCompletion
{
    public bool IsCompleted => task.IsCompleted;

    public OwnThreadTaskAwaiter GetAwaiter() => this;

    public void GetResult() => task.GetAwaiter().GetResult();

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => OwnThreadAwaiting.GoOn(task, continuation);
}
