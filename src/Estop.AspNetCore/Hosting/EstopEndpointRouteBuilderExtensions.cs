using Estop.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the HTTP API of Estop.</summary>
public static class EstopEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the HTTP API: <c>/v1/…</c>, <c>/health/live</c>, <c>/health/ready</c> and <c>/openapi/v1.json</c>. It takes no
    /// view on who may call it: add <c>RequireAuthorization</c> to what is returned wherever others can reach it.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">What the paths start with, such as <c>/estop</c>. Default: nothing.</param>
    /// <exception cref="InvalidOperationException">The services have not been added.</exception>
    public static IEndpointConventionBuilder MapEstop(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<HttpApiMarker>() is null)
        {
            throw new InvalidOperationException(
                "MapEstop needs services that are not there: call services.AddEstop(estop => estop.AddHttpApi()).");
        }

        var group = endpoints.MapGroup(prefix);
        group.AddEndpointFilter<ProblemFilter>();
        group.WithGroupName(OpenApiDocumentEndpoint.DocumentName);
        group.MapWorkers();
        group.MapKinds();
        group.MapHealth();
        group.MapOpenApiDocument();
        group.MapUnknown(PathString.Empty == prefix || prefix == "/" ? "/v1/{**path}" : "/{**path}");
        return group;
    }
}
