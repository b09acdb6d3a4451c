using System.Runtime.CompilerServices;

namespace Estop;

/// <summary>Awaits a task, and goes on on a thread of Estop's own.</summary>
internal readonly struct OwnThreadAwaiter<T>(Task<T> task) : ICriticalNotifyCompletion
{
    public bool IsCompleted => task.IsCompleted;

    public OwnThreadAwaiter<T> GetAwaiter() => this;

    public T GetResult() => task.GetAwaiter().GetResult();

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => OwnThreadAwaiting.GoOn(task, continuation);
}
