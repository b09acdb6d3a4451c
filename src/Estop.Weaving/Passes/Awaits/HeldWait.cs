namespace Estop.Weaving.Passes.Awaits;

/// <summary>A blocking wait that lasts as long as the operation it waits for.</summary>
/// <param name="Task">The task.</param>
/// <param name="IsValueTask">Whether it is a value task.</param>
/// <param name="Always">Whether it was given a buffer, a stream or a lock; else it is held if it is a woven method's.</param>
internal sealed record HeldWait(GuardedTask Task, bool IsValueTask, bool Always);
