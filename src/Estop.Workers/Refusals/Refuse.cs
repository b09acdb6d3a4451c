using System.Globalization;

namespace Estop.Workers;

/// <summary>The words of every refusal, in one place.</summary>
internal static class Refuse
{
    public static RefusedException InvalidRequest(IReadOnlyList<FieldError> errors) => new(
        Refusal.InvalidRequest,
        string.Join(' ', errors.Select(error => $"{error.Field}: {error.Message}")),
        errors);

    public static RefusedException UnknownKind(string name, IEnumerable<string> known)
    {
        var names = string.Join(", ", known.Order(StringComparer.Ordinal));
        return One(
            Refusal.UnknownKind, "kind", name, $"There is no kind '{Excerpt.Of(name)}'.",
            names.Length == 0 ? "Register a kind with AddWorker." : $"Name one of the registered kinds: {names}.");
    }

    public static RefusedException UnknownWorker(string id) => One(
        Refusal.UnknownWorker, "id", id, $"There is no worker '{Excerpt.Of(id)}'.",
        "List the workers to see which ids there are; a worker that was deleted is no longer among them.");

    public static RefusedException DuplicateId(string id, IReadOnlyList<FieldError> differences) => new(
        Refusal.DuplicateId,
        $"A worker '{id}' exists, and was started with other values of: "
            + string.Join(", ", differences.Select(difference => difference.Field)) + ".",
        differences);

    public static RefusedException NotCurrentRun(string id, int named, int current) => One(
        Refusal.NotCurrentRun, "run", Text(named),
        $"Run {Text(named)} is not the current run of worker '{id}': that is run {Text(current)}.",
        $"Name run {Text(current)}, or no run to mean the current one.");

    public static RefusedException WorkerStopping(string id) => One(
        Refusal.WorkerStopping, "id", id, $"Worker '{id}' is being stopped.",
        "Wait until its stop has ended, then start it.");

    public static RefusedException WorkerDisposing(string id, int run) => One(
        Refusal.WorkerStopping, "id", id, $"What was made for run {Text(run)} of worker '{id}' is still being disposed.",
        "Wait, then start it.");

    public static RefusedException WorkerAbandoned(string id, int run) => One(
        Refusal.WorkerAbandoned, "id", id,
        $"Run {Text(run)} of worker '{id}' was abandoned: its code may still execute.",
        "Wait until its code has left, stop it again with a longer deadline, or start under another id.");

    public static RefusedException TooManyThreads(string kind, int limit) => One(
        Refusal.TooManyThreads, "kind", kind,
        $"All {Text(limit)} worker threads are in use, and kind '{kind}' needs one of its own.",
        $"Stop workers that are no longer needed, or raise {nameof(EstopOptions)}.{nameof(EstopOptions.MaxThreads)} "
            + $"(at most {Text(EstopOptions.ThreadCeiling)}).");

    public static RefusedException ShuttingDown() => One(
        Refusal.ShuttingDown, "kind", null, "The service is shutting down and starts no worker any more.",
        "Start the worker once the service is up again.");

    private static RefusedException One(Refusal refusal, string field, string? value, string message, string remedy) =>
        new(refusal, message, [new FieldError(field, value is null ? null : Excerpt.Of(value), message, remedy)]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
