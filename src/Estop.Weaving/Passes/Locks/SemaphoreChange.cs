namespace Estop.Weaving.Passes.Locks;

/// <summary>What a call does to a semaphore that is used as a lock.</summary>
internal enum SemaphoreChange
{
    /// <summary>Takes it.</summary>
    Taken,

    /// <summary>Takes it if the call returns true.</summary>
    TakenIfTrue,

    /// <summary>Releases it.</summary>
    Released,
}
