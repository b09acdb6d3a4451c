using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Estop.AspNetCore;

/// <summary>Reads JSON bodies, up to a size, and says in the API's own words what is wrong with them.</summary>
internal static class RequestBody
{
    // So that the list of workers, which has an input two levels further in, is no deeper than the 64 that most readers take.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 62 };

    public static bool IsPresent(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? http.Request.ContentLength > 0;

    /// <exception cref="ProblemException">It is no JSON, too large, or does not fit.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
    {
        if (!http.Request.HasJsonContentType())
        {
            throw new ProblemException(Problem.UnsupportedMediaType(http.Request.ContentType));
        }

        var limit = http.RequestServices.GetRequiredService<IOptions<EstopHttpOptions>>().Value.MaxBodyBytes;
        using var document = Parse(await ReadBytesAsync(http, limit).ConfigureAwait(false));
        var errors = new List<FieldError>();
        var body = new JsonBinder<T>(type, root: "").Bind(document.RootElement, errors);
        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }

        return body!;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit)
        {
            throw new ProblemException(Problem.BodyTooLarge(http.Request.ContentLength, limit));
        }

        var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                throw new ProblemException(Problem.BodyTooLarge(length: null, limit));
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            RequireText(json.Span);
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.MalformedJson(exception));
        }
    }

    /// <summary>
    /// The parser takes strings as they come: that one is no text, such as half a surrogate pair, would show only where it is
    /// read, and as an error of the service.
    /// </summary>
    private static void RequireText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException exception)
            {
                var before = json[..(int)reader.TokenStartIndex];
                var line = before.Count((byte)'\n');
                throw new JsonException(
                    "A string is no valid Unicode text.", path: null, line, before.Length - before.LastIndexOf((byte)'\n') - 1,
                    exception);
            }
        }
    }
}
