namespace Estop.Processes;

/// <summary>What the guardian answers to a question about one process.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="Others">What was killed beside the process itself.</param>
/// <param name="Survivors">What did not die in time.</param>
internal sealed record GuardianAnswer(bool Done, IReadOnlyList<KilledProcess> Others, IReadOnlyList<UnkilledProcess> Survivors);
