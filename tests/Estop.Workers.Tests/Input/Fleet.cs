namespace Estop.Workers.Tests.Input;

internal sealed record Fleet(IReadOnlyList<DeviceInput> Devices, FleetOwner Owner);
