using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Estop.AspNetCore;

/// <summary>What the OpenAPI document says of a call.</summary>
internal static class OpenApiDescriptions
{
    /// <summary>
    /// Not by name: names of endpoints are unique in an application, and it may map the API twice.
    /// </summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operation, string summary) =>
        endpoint.WithSummary(summary).AddOpenApiOperationTransformer((description, _, _) =>
        {
            description.OperationId = operation;
            description.Tags?.Clear();
            return Task.CompletedTask;
        });

    /// <summary>
    /// Not by <c>Accepts</c>: that makes routing answer another content type itself, with no more than a status.
    /// </summary>
    public static RouteHandlerBuilder AcceptsBody<T>(this RouteHandlerBuilder endpoint, bool required) =>
        endpoint.AddOpenApiOperationTransformer(async (description, context, cancellation) =>
        {
            var schema = await context
                .GetOrCreateSchemaAsync(typeof(T), parameterDescription: null, cancellation)
                .ConfigureAwait(false);
            description.RequestBody = new OpenApiRequestBody
            {
                Required = required,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = schema },
                },
            };
        });

    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<Problem>(status, Problem.ContentType);
        }

        return endpoint;
    }
}
