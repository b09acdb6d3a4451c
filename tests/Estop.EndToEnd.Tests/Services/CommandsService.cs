namespace Estop.EndToEnd.Tests.Services;

/// <summary>The sample whose workers are programs.</summary>
public sealed class CommandsService() : ServiceProcess("Commands");
