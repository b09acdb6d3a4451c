using Microsoft.CodeAnalysis;

namespace Estop.Tests.Generated;

/// <summary>What came of checking programs.</summary>
/// <param name="Programs">Those that ran the same woven and unwoven, or failed to.</param>
/// <param name="Stops">Those of them that were stopped in a loop that does not end, or failed to be.</param>
/// <param name="Level">How they were compiled.</param>
/// <param name="Failures">What went wrong.</param>
public sealed record Tally(int Programs, int Stops, OptimizationLevel Level, IReadOnlyList<Failure> Failures);
