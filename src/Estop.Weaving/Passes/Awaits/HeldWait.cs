namespace Estop.Weaving.Passes.Awaits;

/// <summary>A blocking wait that lasts as long as the operation it waits for.</summary>
/// <param name="Task">The task.</param>
/// <param name="IsValueTask">Whether it is a value task.</param>
internal sealed record HeldWait(GuardedTask Task, bool IsValueTask);
