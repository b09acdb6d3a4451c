namespace Estop.Weaving.MSBuild;

/// <summary>A woven copy of a library.</summary>
/// <param name="Assembly">Its path.</param>
/// <param name="Symbols">The path of its symbols; null when there are none.</param>
internal sealed record WovenReference(string Assembly, string? Symbols);
