using System.Text.Json;
using System.Text.Json.Serialization;

namespace Estop.Processes;

/// <summary>What a service and a warm child for programs say to each other.</summary>
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandRefusal))]
internal sealed partial class CommandWire : JsonSerializerContext
{
    public static byte[] Write(CommandRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, Default.CommandRequest);

    public static byte[] Write(CommandRefusal refusal) => JsonSerializer.SerializeToUtf8Bytes(refusal, Default.CommandRefusal);

    public static CommandRequest ReadRequest(ReadOnlySpan<byte> message) =>
        JsonSerializer.Deserialize(message, Default.CommandRequest) ?? throw new InvalidDataException("An empty request.");

    public static CommandRefusal ReadRefusal(ReadOnlySpan<byte> message) =>
        JsonSerializer.Deserialize(message, Default.CommandRefusal) ?? throw new InvalidDataException("An empty refusal.");
}
