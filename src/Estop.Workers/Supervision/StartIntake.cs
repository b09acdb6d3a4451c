using System.Text.Json;

namespace Estop.Workers;

/// <summary>Looks a start over before anything is done, and reports all that is wrong with it at once.</summary>
internal sealed class StartIntake(KindRegistry kinds)
{
    /// <exception cref="RefusedException">Something is wrong with the request.</exception>
    public AcceptedStart Accept(StartRequest request)
    {
        var kind = kinds.Get(request.Kind);
        var errors = new List<FieldError>();
        if (request.Id is { } id && !WorkerIds.AreValid(id))
        {
            errors.Add(new FieldError(
                "id", Excerpt.Of(id), "The id has characters or a length that cannot be accepted.",
                WorkerIds.Rule(WorkerIds.Longest)));
        }

        var labels = WorkerLabels.Accept(request.Labels, errors);
        var stop = request.Stop ?? new StopRequest();
        StopTimes.Check(stop, kind.Ladder, "stop.", errors);
        var bound = kind.Input.Bind(request.Input, errors);
        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }

        var input = kind.Input.Schema is null ? (JsonElement?)null : request.Input!.Value.Clone();
        return new AcceptedStart(kind, request.Id, input, bound!, labels, stop);
    }
}
