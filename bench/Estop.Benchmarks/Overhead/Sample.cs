namespace Estop.Benchmarks.Overhead;

/// <summary>What one process measured.</summary>
/// <param name="Milliseconds">The best time of one call.</param>
/// <param name="Bytes">What one call allocated at least.</param>
internal readonly record struct Sample(double Milliseconds, long Bytes);
