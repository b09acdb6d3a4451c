using Microsoft.Extensions.Options;

namespace Estop.Workers;

/// <summary>The registered kinds.</summary>
internal sealed class KindRegistry
{
    private readonly Dictionary<string, Kind> _kinds;

    public KindRegistry(IEnumerable<Kind> kinds, IOptions<EstopOptions> options)
    {
        // Throws what is wrong with the settings and with the kinds, names that are taken twice included.
        _ = options.Value;
        _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

        // Now, so that an input that cannot be written in JSON is told when the host starts.
        foreach (var kind in _kinds.Values)
        {
            _ = kind.Input.Schema;
        }
    }

    public IReadOnlyList<Kind> All => [.. _kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal)];

    /// <exception cref="RefusedException">There is no such kind.</exception>
    public Kind Get(string name) => _kinds.TryGetValue(name, out var kind) ? kind : throw Refuse.UnknownKind(name, _kinds.Keys);
}
