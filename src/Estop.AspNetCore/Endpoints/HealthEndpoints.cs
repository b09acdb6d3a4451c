using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Estop.AspNetCore;

/// <summary><c>GET /health/live</c> and <c>GET /health/ready</c>.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Head = [HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder group)
    {
        group.MapGet("/health/live", Live)
            .Describe("live", "Whether the process answers.")
            .Produces<HealthResource>();
        group.MapMethods("/health/live", Head, Live).ExcludeFromDescription();
        group.MapOtherMethods("/health/live", "GET, HEAD");

        group.MapGet("/health/ready", Ready)
            .Describe("ready", "Whether the service takes starts.")
            .Produces<HealthResource>()
            .Produces<HealthResource>(StatusCodes.Status503ServiceUnavailable);
        group.MapMethods("/health/ready", Head, Ready).ExcludeFromDescription();
        group.MapOtherMethods("/health/ready", "GET, HEAD");
    }

    private static IResult Live(Supervisor supervisor) => Answer.With(Health("live", supervisor), StatusCodes.Status200OK);

    private static IResult Ready(Supervisor supervisor) => supervisor.IsClosed
        ? Answer.With(Health("shuttingDown", supervisor), StatusCodes.Status503ServiceUnavailable)
        : Answer.With(Health("ready", supervisor), StatusCodes.Status200OK);

    private static HealthResource Health(string status, Supervisor supervisor) =>
        new(status, supervisor.Threads.Used, supervisor.Threads.Limit);
}
