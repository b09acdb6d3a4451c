using System.Text.Json;

namespace Estop.Workers;

/// <summary>What a kind accepts as its input.</summary>
internal interface IInputContract
{
    /// <summary>The input's JSON schema; null when the kind takes none.</summary>
    JsonElement? Schema { get; }

    /// <summary>A new input object; null, with at least one more error, when the JSON does not fit.</summary>
    object? Bind(JsonElement? input, ICollection<FieldError> errors);
}
