namespace Estop.WorkerHost.Tests;

/// <param name="Name">One of the zoo.</param>
/// <param name="Woven">Whether it is the one that is woven.</param>
internal sealed record HostileInput(string Name, bool Woven = true);
