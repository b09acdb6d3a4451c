namespace Estop.Workers;

/// <summary>The input of kinds that take none.</summary>
public sealed record NoInput;
