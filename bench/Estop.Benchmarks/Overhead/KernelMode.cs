namespace Estop.Benchmarks.Overhead;

/// <summary>How a kernel is called.</summary>
internal enum KernelMode
{
    /// <summary>Again and again, until it is fully optimised; the best call counts.</summary>
    Often,

    /// <summary>Once, with more to do: most of the time is spent in code that was replaced while it ran.</summary>
    Once,

    /// <summary>As <see cref="Often"/>, while some other scope wants attention.</summary>
    Pending,
}
