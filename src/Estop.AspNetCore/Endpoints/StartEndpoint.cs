using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary><c>POST /v1/workers</c> and <c>POST /v1/workers/{id}/start</c>.</summary>
internal static class StartEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, Supervisor supervisor)
    {
        var body = await RequestBody.ReadAsync(http, RequestJson.Default.StartBody).ConfigureAwait(false);
        var result = await supervisor.StartAsync(Read(body, supervisor)).ConfigureAwait(false);
        if (!result.Started)
        {
            return Answer.With(WorkerResource.From(result.Worker));
        }

        http.Response.Headers.Location = $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/{result.Worker.Id}";
        return Answer.With(WorkerResource.From(result.Worker), StatusCodes.Status201Created);
    }

    public static async Task<IResult> StartAgainAsync(string id, Supervisor supervisor)
    {
        var result = await supervisor.StartAgainAsync(id).ConfigureAwait(false);
        return Answer.With(WorkerResource.From(result.Worker));
    }

    private static StartRequest Read(StartBody body, Supervisor supervisor)
    {
        var errors = new List<FieldError>();
        var stop = body.Stop is { } given
            ? StopReader.Read(new StopRequest(), given.Mode, given.Grace, given.Deadline, prefix: "stop.", errors)
            : null;
        var restart = body.Restart is { } again ? RestartReader.Read(supervisor.RestartOf(body.Kind), again, errors) : null;
        var containment = ContainmentReader.Read(body.Containment, errors);
        return errors.Count > 0
            ? throw Refuse.InvalidRequest(errors)
            : new StartRequest
            {
                Kind = body.Kind,
                Id = body.Id,
                Input = body.Input,
                Labels = body.Labels,
                Stop = stop,
                Containment = containment,
                Restart = restart,
            };
    }
}
