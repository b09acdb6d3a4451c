namespace Estop.Corpus.Works;

/// <summary>Where the libraries lie. Assemblies that were loaded from memory do not know.</summary>
internal static class Place
{
    public static string Directory { get; set; } = "";
}
