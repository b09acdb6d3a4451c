using System.Globalization;

namespace Estop.Workers;

/// <summary>
/// Pages through the workers by id. A page starts behind the last id of the one before, so that workers that come and go
/// in between neither shift others nor show them twice.
/// </summary>
internal sealed class WorkerListing(WorkerRegistry workers, KindRegistry kinds)
{
    private const int LargestPage = 1000;

    /// <exception cref="RefusedException">Something is wrong with the filter.</exception>
    public WorkerPage List(WorkerFilter filter)
    {
        Check(filter);
        var found = new List<WorkerSnapshot>();
        string? next = null;
        foreach (var worker in Candidates(filter).OrderBy(worker => worker.Id, StringComparer.Ordinal))
        {
            if (worker.Snapshot() is var snapshot && filter.Status is { } status && snapshot.Status != status)
            {
                continue;
            }

            if (found.Count == filter.Limit)
            {
                next = found[^1].Id;
                break;
            }

            found.Add(snapshot);
        }

        return new WorkerPage(found, next);
    }

    private IEnumerable<ManagedWorker> Candidates(WorkerFilter filter) => workers.All.Where(worker =>
        (filter.Cursor is null || string.CompareOrdinal(worker.Id, filter.Cursor) > 0)
        && (filter.Kind is null || worker.Kind.Name == filter.Kind)
        && filter.Labels.All(label => label.Matches(worker.Labels)));

    private void Check(WorkerFilter filter)
    {
        if (filter.Kind is { } kind)
        {
            kinds.Get(kind);
        }

        var errors = new List<FieldError>();
        if (filter.Limit is < 1 or > LargestPage)
        {
            errors.Add(new FieldError(
                "limit", filter.Limit.ToString(CultureInfo.InvariantCulture), "The limit is out of its range.",
                $"Use 1 to {LargestPage}."));
        }

        if (filter.Cursor is { } cursor && !WorkerIds.AreValid(cursor))
        {
            errors.Add(new FieldError(
                "cursor", Excerpt.Of(cursor), "No page ends there.", "Use the cursor of the page before as it was given."));
        }

        foreach (var label in filter.Labels.Where(label => !WorkerLabels.IsValidKey(label.Key)))
        {
            errors.Add(new FieldError(
                "label", Excerpt.Of(label.Key), "No label can have this name.", "Use name or name=value."));
        }

        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }
    }
}
