using System.Net;
using System.Text.Json;

namespace Estop.AspNetCore.Tests;

internal sealed record ApiAnswer(
    HttpStatusCode Status, string? MediaType, string? Location, string Allow, JsonElement Json)
{
    /// <summary>Text at a path such as <c>run.status</c> or <c>errors.0.field</c>; null when there is none.</summary>
    public string? this[string path]
    {
        get
        {
            var value = Json;
            foreach (var part in path.Split('.'))
            {
                if (value.ValueKind == JsonValueKind.Array && int.TryParse(part, out var index)
                    && index < value.GetArrayLength())
                {
                    value = value[index];
                }
                else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
                {
                    return null;
                }
            }

            return value.ToString();
        }
    }

    /// <summary>Expects a problem document of this sort, whole in all its parts.</summary>
    public void IsProblem(HttpStatusCode status, string type, string field, string? value, string remedy)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal($"urn:estop:problem:{type}", this["type"]);
        Assert.Equal(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), this["status"]);
        Assert.NotEmpty(this["title"]!);
        Assert.NotEmpty(this["detail"]!);
        Assert.Equal(field, this["errors.0.field"]);
        Assert.Equal(value, this["errors.0.value"]);
        Assert.NotEmpty(this["errors.0.message"]!);
        Assert.Contains(remedy, this["errors.0.remedy"]);
    }
}
