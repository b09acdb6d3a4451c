namespace Estop.Benchmarks.Kernels;

/// <summary>A piece of ordinary code that is timed.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Run">Does the work, of the given size, and returns something that depends on all of it.</param>
/// <param name="Often">The size when it is called again and again.</param>
/// <param name="Once">The size when it is called once, and spends its time in code that the JIT replaced while it ran.</param>
/// <param name="Libraries">The libraries that do the work, which are woven with it.</param>
public sealed record Kernel(string Name, Func<int, object?> Run, int Often, int Once, params string[] Libraries);
