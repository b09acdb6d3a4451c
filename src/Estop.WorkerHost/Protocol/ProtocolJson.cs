using System.Text.Json.Serialization;

namespace Estop.WorkerHost;

/// <summary>How messages are written: without reflection, which a child would pay for with each start.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Message))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
