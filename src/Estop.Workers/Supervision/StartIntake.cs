using System.Text.Json;

namespace Estop.Workers;

/// <summary>Looks a start over before anything is done, and reports all that is wrong with it at once.</summary>
internal sealed class StartIntake(KindRegistry kinds, bool hasChildren = false)
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
        CheckContainment(request.Containment, kind, errors);
        if (request.Restart is { } restart)
        {
            RestartPolicyCheck.Check(restart, "restart.", errors);
        }

        var bound = kind.Input.Bind(request.Input, errors);
        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }

        var input = kind.Input.Schema is null ? (JsonElement?)null : request.Input!.Value.Clone();
        return new AcceptedStart(kind, request.Id, input, bound!, labels, stop, request.Containment, request.Restart);
    }

    private void CheckContainment(Containment? containment, Kind kind, List<FieldError> errors)
    {
        if (containment is null or Containment.Auto || (containment == Containment.InProcess && kind is { IsProgram: false, Process: null }))
        {
            return;
        }

        var text = JsonNamingPolicy.CamelCase.ConvertName(containment.Value.ToString());
        if (!Enum.IsDefined(containment.Value))
        {
            errors.Add(new FieldError(
                "containment", text, "There is no such containment.", "Use auto, inProcess, sharedProcess or ownProcess."));
        }
        else if (kind.Process is not null && containment != Containment.OwnProcess)
        {
            errors.Add(new FieldError(
                "containment", text, $"The kind '{kind.Name}' has limits or other settings that only a process of its own can have.",
                "Leave it out."));
        }
        else if (kind.IsProgram && containment != Containment.OwnProcess)
        {
            errors.Add(new FieldError(
                "containment", text, $"The kind '{kind.Name}' is a program, which has a process of its own.", "Leave it out."));
        }
        else if (!hasChildren)
        {
            errors.Add(new FieldError(
                "containment", text, "The service has no child processes.", "Leave it out, or add child processes to the service."));
        }
        else if (!kind.RunsInChildren)
        {
            errors.Add(new FieldError(
                "containment", text, $"The child processes of the service do not know the kind '{kind.Name}'.",
                "Leave it out, or register the kind where the workers of child processes are declared."));
        }
    }
}
