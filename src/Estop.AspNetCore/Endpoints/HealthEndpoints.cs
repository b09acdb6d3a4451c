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

    private static IResult Ready(Supervisor supervisor) => supervisor switch
    {
        { IsClosed: true } => NotReady("shuttingDown", "The service is shutting down and starts no worker any more.", supervisor),
        { Abandoned.IsSpent: true } => NotReady(
            "tooManyAbandoned",
            "Runs that did not stop in time hold more threads than there may be: drain the service and start it again.",
            supervisor),
        { NeedsRestart: true } => NotReady(
            "needsRestart",
            "The files of the service have been replaced since it was started, and it starts no child process any more: restart it.",
            supervisor),
        _ => Answer.With(Health("ready", supervisor), StatusCodes.Status200OK),
    };

    private static IResult NotReady(string status, string reason, Supervisor supervisor) =>
        Answer.With(Health(status, supervisor) with { Reason = reason }, StatusCodes.Status503ServiceUnavailable);

    private static HealthResource Health(string status, Supervisor supervisor) => new(
        status,
        supervisor.Threads.Used,
        supervisor.Threads.Limit,
        supervisor.Abandoned.Threads,
        supervisor.Abandoned.Limit);
}
