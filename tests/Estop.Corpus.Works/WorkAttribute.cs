namespace Estop.Corpus.Works;

/// <summary>
/// Marks a class with a static method <c>string Run()</c> that has libraries do something and gives a text that tells
/// whether they did the same as the last time.
/// </summary>
/// <param name="libraries">The names of the assemblies that do it.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WorkAttribute(params string[] libraries) : Attribute
{
    public IReadOnlyList<string> Libraries => libraries;

    /// <summary>Whether it needs a server, which <c>ESTOP_POSTGRES</c> says where to find.</summary>
    public bool NeedsPostgres { get; init; }
}
