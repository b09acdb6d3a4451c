using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary><c>GET /v1/workers/{id}/stack</c>.</summary>
internal static class StackEndpoint
{
    public static async Task<IResult> HandleAsync(
        string id, [AsParameters] LookQuery query, HttpContext http, Supervisor supervisor)
    {
        var errors = new List<FieldError>();
        var within = query.Read(errors);
        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }

        var look = await supervisor.LookAsync(id, within).WaitAsync(http.RequestAborted).ConfigureAwait(false);
        return Answer.With(StackResource.From(look));
    }
}
