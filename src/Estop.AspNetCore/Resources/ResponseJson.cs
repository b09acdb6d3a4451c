using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>How answers are written. Not by the application's own JSON settings: the API stays as it is documented.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WorkerResource))]
[JsonSerializable(typeof(WorkerListResource))]
[JsonSerializable(typeof(ReceiptResource))]
[JsonSerializable(typeof(StackResource))]
[JsonSerializable(typeof(KindListResource))]
[JsonSerializable(typeof(HealthResource))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ResponseJson : JsonSerializerContext
{
    public static ResponseJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        // The service's own code may have started a worker with a deeper input than a body may have.
        MaxDepth = 128,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Quotes and brackets in stacks and messages as they are: the answers are JSON, and never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
