using System.IO.Enumeration;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Estop.Architecture.Tests.House;

/// <summary>What a built assembly really references, however its project came by it.</summary>
internal sealed record BuiltAssembly(string Name, IReadOnlyList<string> References)
{
    private static readonly string BclDirectory = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly HashSet<string> Bcl = AssembliesIn(BclDirectory);
    private static readonly HashSet<string> AspNetCore = AssembliesIn(AspNetCoreDirectory());

    public static BuiltAssembly Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return new BuiltAssembly(
            Path.GetFileNameWithoutExtension(path),
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))]);
    }

    /// <summary>What of it the rule does not allow, one sentence each.</summary>
    public IEnumerable<string> Violations(HouseRule rule) =>
        from reference in References
        where !Bcl.Contains(reference)
            && !(rule.AspNetCore && AspNetCore.Contains(reference))
            && !rule.Projects.Contains(reference)
            && !rule.Packages.Concat(rule.PackageAssemblies).Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, reference))
        select $"{Name}.dll references {reference}.dll.";

    private static HashSet<string> AssembliesIn(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.dll").Select(path => Path.GetFileNameWithoutExtension(path))];

    private static string AspNetCoreDirectory()
    {
        var shared = Path.GetFullPath(Path.Combine(BclDirectory, "..", "..", "Microsoft.AspNetCore.App"));
        var major = $"{Environment.Version.Major}.";
        return Directory.EnumerateDirectories(shared).First(path => Path.GetFileName(path).StartsWith(major, StringComparison.Ordinal));
    }
}
