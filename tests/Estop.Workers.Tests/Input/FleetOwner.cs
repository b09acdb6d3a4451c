namespace Estop.Workers.Tests.Input;

internal sealed record FleetOwner(string Name);
