namespace Estop.Weaving.Passes.Awaits;

/// <summary>An awaited operation that may be let go of when nothing else ends it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Name">What the receipt calls the operation.</param>
internal sealed record LetGoTask(GuardedTask Task, string Name);
