using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary><c>GET /v1/workers</c>.</summary>
internal static class ListEndpoint
{
    public static IResult Handle([AsParameters] ListQuery query, Supervisor supervisor)
    {
        var errors = new List<FieldError>();
        var filter = query.Read(errors);
        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }

        return Answer.With(WorkerListResource.From(supervisor.List(filter)));
    }
}
