using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Estop.AspNetCore;

/// <summary><c>GET /v1/kinds</c>.</summary>
internal static class KindEndpoints
{
    public static void MapKinds(this IEndpointRouteBuilder group)
    {
        group.MapGet(
                "/v1/kinds",
                (Supervisor supervisor) => Answer.With(
                    new KindListResource([.. supervisor.Kinds.Select(KindResource.From)])))
            .Describe("listKinds", "Lists the registered kinds, with the JSON schema of their input.")
            .Produces<KindListResource>()
            .WithQuery();
        group.MapOtherMethods("/v1/kinds", "GET");
    }
}
