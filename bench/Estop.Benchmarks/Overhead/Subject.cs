using System.Diagnostics;
using System.Globalization;
using Estop.Weaving;

namespace Estop.Benchmarks.Overhead;

/// <summary>A variant of the code in one of the ways it is called.</summary>
/// <param name="Name">The column of the table.</param>
/// <param name="Directory">Where the variant's assemblies are.</param>
/// <param name="Mode">How it is called.</param>
internal sealed record Subject(string Name, string Directory, KernelMode Mode)
{
    public const string Unwoven = "unwoven";
    public const string UnwovenOnce = "unwoven once";

    public static IReadOnlyList<Subject> All(VariantBuilder variants)
    {
        var (unwoven, woven) = (variants.Build("unwoven", null), variants.Build("woven", WeavingPasses.All));
        return
        [
            new(Unwoven, unwoven, KernelMode.Often),
            new("called often", woven, KernelMode.Often),
            new(UnwovenOnce, unwoven, KernelMode.Once),
            new("called once", woven, KernelMode.Once),
            new("another pending", woven, KernelMode.Pending),
            new("loops", variants.Build("loops", WeavingPasses.Loops), KernelMode.Often),
            new("calls", variants.Build("calls", WeavingPasses.Calls), KernelMode.Often),
            new("catches", variants.Build("catches", WeavingPasses.Catches), KernelMode.Often),
        ];
    }

    public Sample Measure(string kernel)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { KernelChild.Command, Directory, kernel, Mode.ToString() },
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && output.Split(' ') is [var milliseconds, var bytes]
            ? new Sample(double.Parse(milliseconds, CultureInfo.InvariantCulture), long.Parse(bytes, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"'{kernel}' ({Name}) ended with code {process.ExitCode}: {output}");
    }
}
