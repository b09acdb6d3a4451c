using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Locks;

/// <summary>A call after which a semaphore that is used as a lock has been taken or released.</summary>
/// <param name="Call">The call; of an await, the one that ends it.</param>
/// <param name="Change">What it does to the lock.</param>
/// <param name="Awaits">Whether the lock is held across awaits.</param>
internal sealed record SemaphorePlan(Instruction Call, SemaphoreChange Change, bool Awaits);
