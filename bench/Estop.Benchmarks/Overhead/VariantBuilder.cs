using Estop.Weaving;

namespace Estop.Benchmarks.Overhead;

/// <summary>Makes directories with the kernels and the libraries that they use, woven in some way or not at all.</summary>
internal sealed class VariantBuilder(string directory, IReadOnlyList<string> assemblies)
{
    private static readonly string[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator),
    ];

    /// <param name="name">The name of the variant.</param>
    /// <param name="passes">The passes to apply; null for none.</param>
    /// <returns>The variant's directory.</returns>
    public string Build(string name, WeavingPasses? passes)
    {
        var variant = Directory.CreateDirectory(Path.Combine(directory, name)).FullName;
        foreach (var assembly in assemblies)
        {
            var (from, to) = (Path.Combine(AppContext.BaseDirectory, assembly), Path.Combine(variant, assembly));
            if (passes is null)
            {
                File.Copy(from, to);
                continue;
            }

            using var input = File.OpenRead(from);
            using var output = File.Create(to);
            AssemblyWeaver.Weave(new WeaveRequest
            {
                Assembly = input,
                Output = output,
                RuntimePath = typeof(StopScope).Assembly.Location,
                ReferencePaths = References,
                DisplayName = assembly,
                Passes = passes.Value,
            });
        }

        return variant;
    }
}
