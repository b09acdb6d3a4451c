namespace Estop.EndToEnd.Tests.Services;

/// <summary>A service whose workers look at nothing.</summary>
public sealed class HostileService() : ServiceProcess("Estop.EndToEnd.Host");
