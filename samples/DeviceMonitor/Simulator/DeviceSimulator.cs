namespace Sample.Simulator;

/// <summary>A handful of devices on this machine, so that there is something to watch.</summary>
internal sealed class DeviceSimulator : IAsyncDisposable
{
    private DeviceSimulator(IReadOnlyList<SimulatedDevice> devices) => Devices = devices;

    public IReadOnlyList<SimulatedDevice> Devices { get; }

    /// <summary>Starts the devices on ports of their own, from <paramref name="firstPort"/> on where those are free.</summary>
    public static DeviceSimulator Start(int firstPort) => new(
    [
        SimulatedDevice.Start("camera", firstPort, answersAfter: TimeSpan.Zero),
        SimulatedDevice.Start("thermometer", firstPort + 1, answersAfter: TimeSpan.Zero),
        SimulatedDevice.Start("pump", firstPort + 2, answersAfter: TimeSpan.FromSeconds(3)),
        SimulatedDevice.Start("valve", firstPort + 3, answersAfter: Timeout.InfiniteTimeSpan),
    ]);

    public async ValueTask DisposeAsync()
    {
        foreach (var device in Devices)
        {
            await device.DisposeAsync();
        }
    }
}
