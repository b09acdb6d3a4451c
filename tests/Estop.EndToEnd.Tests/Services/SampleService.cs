namespace Estop.EndToEnd.Tests.Services;

/// <summary>The sample: one worker per device.</summary>
public sealed class SampleService() : ServiceProcess("DeviceMonitor");
