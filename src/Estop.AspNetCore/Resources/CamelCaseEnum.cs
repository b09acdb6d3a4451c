using System.Text.Json;
using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>Writes an enum as its member's name, as the names of fields are written.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
