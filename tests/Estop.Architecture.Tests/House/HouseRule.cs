namespace Estop.Architecture.Tests.House;

/// <summary>What one project under <c>src</c> may reference, beyond the BCL.</summary>
/// <param name="Project">The project's name.</param>
internal sealed record HouseRule(string Project)
{
    /// <summary>The projects it may reference.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>The projects it references for its package only: none of its code may use them.</summary>
    public IReadOnlyList<string> PackagedProjects { get; init; } = [];

    /// <summary>The packages it may reference.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>The assemblies that those packages bring, where they are not named like the package.</summary>
    public IReadOnlyList<string> PackageAssemblies { get; init; } = [];

    /// <summary>Whether it may use the ASP.NET Core framework.</summary>
    public bool AspNetCore { get; init; }
}
