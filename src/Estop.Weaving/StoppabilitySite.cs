namespace Estop.Weaving;

/// <summary>A place in a woven assembly.</summary>
/// <param name="Method">The method, as it is called in the source.</param>
/// <param name="File">The source file, as the symbols name it; null when there are none.</param>
/// <param name="Line">The line in it, from 1; null when there are no symbols.</param>
public sealed record StoppabilitySite(string Method, string? File = null, int? Line = null);
