using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Estop.Benchmarks.Kernels;
using Estop.Runtime;

namespace Estop.Benchmarks.Overhead;

/// <summary>The process that calls one kernel of one variant, in a stop scope, and prints what it measured.</summary>
internal static class KernelChild
{
    /// <summary>How the process is told that it is one.</summary>
    public const string Command = "overhead-kernel";

    private const int WarmUps = 4;
    private const int CallsOfWarmUp = 20;
    private const int LeastCalls = 20;
    private static readonly TimeSpan PauseOfWarmUp = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    public static IEnumerable<string> Names() => Catalogue.Kernels.Select(kernel => kernel.Name);

    /// <summary>The assemblies that hold these kernels and what they are about.</summary>
    public static IReadOnlyList<string> AssembliesOf(IReadOnlyList<string> names) =>
    [
        Path.GetFileName(typeof(Catalogue).Assembly.Location),
        .. Catalogue.Kernels.Where(kernel => names.Contains(kernel.Name)).SelectMany(kernel => kernel.Libraries),
    ];

    public static int Run(string directory, string name, KernelMode mode)
    {
        var (run, size) = Find(directory, name, mode);
        if (mode == KernelMode.Pending)
        {
            // What a scope does that is being stopped, for the whole time of the measurement.
            typeof(Safepoint).Assembly.GetType("Estop.Runtime.SafepointWord", throwOnError: true)!
                .GetField("Pending", BindingFlags.Static | BindingFlags.Public)!.SetValue(null, 1);
        }

        var sample = default(Sample);
        var scope = StopScope.StartThread(() => sample = mode == KernelMode.Once ? CallOnce(run, size) : CallOften(run, size));
        scope.Completion.GetAwaiter().GetResult();
        Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{sample.Milliseconds} {sample.Bytes}"));
        return 0;
    }

    /// <summary>The kernel as the variant has it. The types of this program's own copy are others.</summary>
    private static (Func<int, object?> Run, int Size) Find(string directory, string name, KernelMode mode)
    {
        var assembly = new KernelContext(directory).LoadFromAssemblyName(typeof(Catalogue).Assembly.GetName());
        var catalogue = assembly.GetType(typeof(Catalogue).FullName!, throwOnError: true)!;
        var kernels = (IEnumerable<object>)catalogue.GetProperty(nameof(Catalogue.Kernels))!.GetValue(null)!;
        var kernel = kernels.Single(kernel => (string)Read(kernel, nameof(Kernel.Name)) == name);
        return (
            (Func<int, object?>)Read(kernel, nameof(Kernel.Run)),
            (int)Read(kernel, mode == KernelMode.Once ? nameof(Kernel.Once) : nameof(Kernel.Often)));
    }

    private static object Read(object kernel, string property) => kernel.GetType().GetProperty(property)!.GetValue(kernel)!;

    private static Sample CallOften(Func<int, object?> run, int size)
    {
        // The JIT optimises what was called thirty times, in the background, once nothing new is being called for 100 ms.
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            for (var calls = 0; calls < CallsOfWarmUp; calls++)
            {
                GC.KeepAlive(run(size));
            }

            Thread.Sleep(PauseOfWarmUp);
        }

        var (best, bytes) = (double.MaxValue, long.MaxValue);
        var started = Stopwatch.GetTimestamp();
        for (var calls = 0; ; calls++)
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            if ((calls >= LeastCalls && elapsed > LeastTime) || elapsed > MostTime)
            {
                return new Sample(best, bytes);
            }

            var sample = Call(run, size);
            (best, bytes) = (Math.Min(best, sample.Milliseconds), Math.Min(bytes, sample.Bytes));
        }
    }

    /// <summary>
    /// In time of the processor, the JIT's included: a single call has no best one that others of the machine left alone.
    /// </summary>
    private static Sample CallOnce(Func<int, object?> run, int size)
    {
        var before = Environment.CpuUsage.TotalTime;
        var sample = Call(run, size);
        return sample with { Milliseconds = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds };
    }

    private static Sample Call(Func<int, object?> run, int size)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        GC.KeepAlive(run(size));
        var time = Stopwatch.GetElapsedTime(started);
        return new Sample(time.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
