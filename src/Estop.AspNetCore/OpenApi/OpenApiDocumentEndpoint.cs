using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Estop.AspNetCore;

/// <summary>
/// <c>GET /openapi/v1.json</c>. The document is the API's own, apart from any that the application makes of its endpoints.
/// </summary>
internal static class OpenApiDocumentEndpoint
{
    public const string DocumentName = "estop";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Estop",
                Version = "v1",
                Description = "Starts workers that run without end, and stops any one of them.",
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, _, _) =>
        {
            // Schemas are made after the application's JSON settings, which by default read numbers from strings.
            if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
            {
                schema.Type = type & ~JsonSchemaType.String;
                schema.Pattern = null;
            }

            return Task.CompletedTask;
        });
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder group)
    {
        group.MapGet("/openapi/v1.json", (Delegate)WriteAsync).ExcludeFromDescription();
        group.MapOtherMethods("/openapi/v1.json", "GET");
    }

    private static async Task<IResult> WriteAsync(HttpContext http)
    {
        var provider = http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName);
        var document = await provider.GetOpenApiDocumentAsync(http.RequestAborted).ConfigureAwait(false);
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.Text(json, "application/json");
    }
}
