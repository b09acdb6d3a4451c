using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary><c>GET /v1/workers/{id}</c>.</summary>
internal static class GetEndpoint
{
    public static IResult Handle(string id, Supervisor supervisor) =>
        supervisor.Find(id) is { } worker ? Answer.With(WorkerResource.From(worker)) : throw Refuse.UnknownWorker(id);
}
