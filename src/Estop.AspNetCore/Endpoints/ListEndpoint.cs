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

        var page = supervisor.List(filter);
        return Answer.With(new WorkerListResource([.. page.Workers.Select(WorkerResource.From)], page.NextCursor));
    }
}
