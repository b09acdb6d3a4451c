using System.Reflection;
using System.Runtime.Loader;

namespace Estop.Benchmarks.Overhead;

/// <summary>Takes assemblies from the directory of a variant, and the rest from the program.</summary>
internal sealed class KernelContext(string directory) : AssemblyLoadContext("kernels")
{
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Path.Combine(directory, $"{assemblyName.Name}.dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
}
