namespace Estop.Tests.PlugIn;

/// <param name="Name">What it reports.</param>
public sealed record SpinnerInput(string Name);
