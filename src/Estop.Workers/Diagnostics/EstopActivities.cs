using System.Diagnostics;

namespace Estop.Workers;

/// <summary>The activity source <c>Estop</c>: a stop is an activity, in the trace of whoever asked for it.</summary>
internal static class EstopActivities
{
    private static readonly ActivitySource Source = new("Estop");

    public static Activity? StartStop(string workerId, string kind, int run)
    {
        var activity = Harmless.Get(static () => Source.StartActivity("estop.worker.stop"));
        activity?.SetTag(EstopTags.WorkerId, workerId).SetTag(EstopTags.Kind, kind).SetTag(EstopTags.Run, run);
        return activity;
    }

    public static void Close(this Activity? activity) => Harmless.Run(() => activity?.Dispose());

    public static void Ended(this Activity activity, StopReceipt receipt)
    {
        activity.SetTag(EstopTags.Mode, EstopTags.Of(receipt.Mode));
        activity.SetTag(EstopTags.Outcome, EstopTags.Of(receipt.Outcome));
        if (receipt.Outcome == ScopeOutcome.Abandoned)
        {
            activity.SetStatus(ActivityStatusCode.Error, "The run did not end within its deadline.");
        }
    }
}
