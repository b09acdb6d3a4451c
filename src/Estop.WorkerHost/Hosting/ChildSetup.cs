using Microsoft.Extensions.Configuration;

namespace Estop.WorkerHost;

/// <summary>What children are to make ready.</summary>
/// <param name="Type">The class that declares the workers.</param>
/// <param name="Configuration">The service's configuration.</param>
internal sealed record ChildSetup(Type Type, IConfiguration Configuration)
{
    public Message Hello => new(MessageType.Hello)
    {
        Setup = Type.AssemblyQualifiedName,
        Configuration = Configuration.AsEnumerable()
            .Where(static pair => pair.Value is not null)
            .ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase),
    };
}
