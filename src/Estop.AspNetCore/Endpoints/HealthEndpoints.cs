using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Estop.AspNetCore;

/// <summary><c>GET /health/live</c> and <c>GET /health/ready</c>.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder group)
    {
        group.MapMethods(
                "/health/live", Methods,
                (Supervisor supervisor) => Answer.With(Health("live", supervisor), StatusCodes.Status200OK))
            .Describe("live", "Whether the process answers.")
            .Produces<HealthResource>();
        group.MapOtherMethods("/health/live", "GET, HEAD");

        group.MapMethods(
                "/health/ready", Methods,
                (Supervisor supervisor) => supervisor.IsClosed
                    ? Answer.With(Health("shuttingDown", supervisor), StatusCodes.Status503ServiceUnavailable)
                    : Answer.With(Health("ready", supervisor), StatusCodes.Status200OK))
            .Describe("ready", "Whether the service takes starts.")
            .Produces<HealthResource>()
            .Produces<HealthResource>(StatusCodes.Status503ServiceUnavailable);
        group.MapOtherMethods("/health/ready", "GET, HEAD");
    }

    private static HealthResource Health(string status, Supervisor supervisor) =>
        new(status, supervisor.Threads.Used, supervisor.Threads.Limit);
}
