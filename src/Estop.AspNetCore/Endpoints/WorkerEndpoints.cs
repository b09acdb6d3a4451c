using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Estop.AspNetCore;

/// <summary>The calls about workers.</summary>
internal static class WorkerEndpoints
{
    private const string LeaveOut = "Leave it out.";

    public static void MapWorkers(this IEndpointRouteBuilder group)
    {
        group.MapPost("/v1/workers", StartEndpoint.HandleAsync)
            .Describe("startWorker", "Starts a worker.")
            .AcceptsBody<StartBody>(required: true)
            .Produces<WorkerResource>(StatusCodes.Status201Created)
            .Produces<WorkerResource>()
            .ProducesProblems(400, 409, 413, 415, 503)
            .WithQuery();
        group.MapGet("/v1/workers", ListEndpoint.Handle)
            .Describe("listWorkers", "Lists workers, ordered by id.")
            .Produces<WorkerListResource>()
            .ProducesProblems(400)
            .WithQuery(ListQuery.Names);
        group.MapOtherMethods("/v1/workers", "GET, POST");

        group.MapGet("/v1/workers/{id}", GetEndpoint.Handle)
            .Describe("getWorker", "Shows one worker, with its current run.")
            .Produces<WorkerResource>()
            .ProducesProblems(400, 404)
            .WithQuery();
        group.MapDelete("/v1/workers/{id}", StopEndpoint.DeleteAsync)
            .Describe("deleteWorker", "Stops a worker, and forgets it once it is dead.")
            .ProducesStop()
            .WithoutBody($"Give its members as parameters of the query: {string.Join(", ", StopQuery.Names)}.");
        group.MapOtherMethods("/v1/workers/{id}", "GET, DELETE");

        group.MapPost("/v1/workers/{id}/stop", StopEndpoint.StopAsync)
            .Describe("stopWorker", "Stops a worker, and keeps it listed.")
            .AcceptsBody<StopBody>(required: false)
            .ProducesStop()
            .ProducesProblems(413, 415);
        group.MapOtherMethods("/v1/workers/{id}/stop", "POST");

        group.MapGet("/v1/workers/{id}/stack", StackEndpoint.HandleAsync)
            .Describe("getStack", "Shows where the code of a worker is, without stopping it.")
            .Produces<StackResource>()
            .ProducesProblems(400, 404)
            .WithQuery(LookQuery.Names);
        group.MapOtherMethods("/v1/workers/{id}/stack", "GET");

        group.MapPost("/v1/workers/{id}/pause", PauseEndpoint.PauseAsync)
            .Describe("pauseWorker", "Holds a worker at its next safepoints.")
            .Produces<WorkerResource>()
            .ProducesProblems(400, 404, 504)
            .WithQuery()
            .WithoutBody(LeaveOut);
        group.MapOtherMethods("/v1/workers/{id}/pause", "POST");

        group.MapPost("/v1/workers/{id}/resume", PauseEndpoint.Resume)
            .Describe("resumeWorker", "Lets a paused worker go on.")
            .Produces<WorkerResource>()
            .ProducesProblems(400, 404)
            .WithQuery()
            .WithoutBody(LeaveOut);
        group.MapOtherMethods("/v1/workers/{id}/resume", "POST");

        group.MapPost("/v1/workers/{id}/start", StartEndpoint.StartAgainAsync)
            .Describe("startWorkerAgain", "Starts the next run of a worker that has ended.")
            .Produces<WorkerResource>()
            .ProducesProblems(400, 404, 409, 503)
            .WithQuery()
            .WithoutBody(LeaveOut);
        group.MapOtherMethods("/v1/workers/{id}/start", "POST");
    }

    private static RouteHandlerBuilder ProducesStop(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<ReceiptResource>()
        .Produces<WorkerResource>(StatusCodes.Status202Accepted)
        .ProducesProblems(400, 404, 409, 504)
        .WithQuery(StopQuery.Names);
}
