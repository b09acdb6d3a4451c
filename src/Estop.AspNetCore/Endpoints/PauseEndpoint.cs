using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary><c>POST /v1/workers/{id}/pause</c> and <c>POST /v1/workers/{id}/resume</c>.</summary>
internal static class PauseEndpoint
{
    public static async Task<IResult> PauseAsync(string id, HttpContext http, Supervisor supervisor)
    {
        var receipt = await supervisor.PauseAsync(id).WaitAsync(http.RequestAborted).ConfigureAwait(false);
        return receipt.Outcome == PauseOutcome.Incomplete
            ? Answer.With(Problem.PauseIncomplete(id, receipt))
            : GetEndpoint.Handle(id, supervisor);
    }

    public static IResult Resume(string id, Supervisor supervisor)
    {
        supervisor.Resume(id);
        return GetEndpoint.Handle(id, supervisor);
    }
}
