using System.ComponentModel.DataAnnotations;

namespace Estop.Workers.Tests;

internal sealed record DeviceInput
{
    [StringLength(20, MinimumLength = 3)]
    public required string Address { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 80;

    public DeviceProtocol Protocol { get; init; }

    public IReadOnlyList<int> Channels { get; init; } = [];
}
