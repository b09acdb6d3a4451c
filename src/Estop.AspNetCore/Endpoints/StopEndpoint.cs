using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary><c>DELETE /v1/workers/{id}</c> and <c>POST /v1/workers/{id}/stop</c>.</summary>
internal static class StopEndpoint
{
    public static Task<IResult> DeleteAsync(
        string id, [AsParameters] StopQuery query, HttpContext http, Supervisor supervisor) =>
        AnswerAsync(id, new StopBody(), query, http, supervisor, supervisor.StopAndForgetAsync);

    public static async Task<IResult> StopAsync(
        string id, [AsParameters] StopQuery query, HttpContext http, Supervisor supervisor)
    {
        var body = RequestBody.IsPresent(http)
            ? await RequestBody.ReadAsync(http, RequestJson.Default.StopBody).ConfigureAwait(false)
            : new StopBody();
        return await AnswerAsync(id, body, query, http, supervisor, supervisor.StopAsync).ConfigureAwait(false);
    }

    private static async Task<IResult> AnswerAsync(
        string id,
        StopBody body,
        StopQuery query,
        HttpContext http,
        Supervisor supervisor,
        Func<string, int?, StopRequest?, Task<WorkerStopReceipt>> stopAsync)
    {
        var errors = new List<FieldError>();
        var options = body.Or(query.Read(errors));
        var worker = supervisor.Find(id) ?? throw Refuse.UnknownWorker(id);
        var request = StopReader.Read(worker.Stop, options.Mode, options.Grace, options.Deadline, prefix: "", errors) with
        {
            Reason = StopReader.Reason(options.Reason, errors),
            RequestedBy = CallerOf(http),
        };
        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }

        var stop = stopAsync(id, options.Run, request);
        if (options.Wait == false && !stop.IsCompleted && supervisor.Find(id) is { } now)
        {
            return Answer.With(WorkerResource.From(now), StatusCodes.Status202Accepted);
        }

        // The stop goes on when the caller goes away.
        var receipt = await stop.WaitAsync(http.RequestAborted).ConfigureAwait(false);
        return receipt.Stop.Outcome == ScopeOutcome.Abandoned
            ? Answer.With(Problem.Abandoned(receipt))
            : Answer.With(ReceiptResource.From(receipt));
    }

    private static string? CallerOf(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : http.Connection.RemoteIpAddress?.ToString();
}
