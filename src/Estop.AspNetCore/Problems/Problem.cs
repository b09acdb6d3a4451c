using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary>A problem document after RFC 9457.</summary>
internal sealed record Problem
{
    public const string ContentType = "application/problem+json";

    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>Each thing that is wrong, with the way out.</summary>
    public IReadOnlyList<ErrorResource> Errors { get; init; } = [];

    /// <summary>The receipt of a stop that ended with the run abandoned.</summary>
    public ReceiptResource? Receipt { get; init; }

    public static Problem From(RefusedException refused)
    {
        var (name, title, status) = refused.Refusal switch
        {
            Refusal.UnknownKind => ("unknown-kind", "There is no such kind.", StatusCodes.Status400BadRequest),
            Refusal.UnknownWorker => ("unknown-worker", "There is no such worker.", StatusCodes.Status404NotFound),
            Refusal.DuplicateId => ("duplicate-id", "The id is taken.", StatusCodes.Status409Conflict),
            Refusal.NotCurrentRun => ("not-current-run", "That is not the current run.", StatusCodes.Status409Conflict),
            Refusal.WorkerStopping => ("worker-stopping", "The worker is being stopped.", StatusCodes.Status409Conflict),
            Refusal.WorkerAbandoned => ("worker-abandoned", "The worker was abandoned.", StatusCodes.Status409Conflict),
            Refusal.TooManyThreads => (
                "too-many-threads", "No thread is left.", StatusCodes.Status503ServiceUnavailable),
            Refusal.ShuttingDown => (
                "shutting-down", "The service is shutting down.", StatusCodes.Status503ServiceUnavailable),
            _ => ("invalid-request", "The request does not fit.", StatusCodes.Status400BadRequest),
        };
        return Create(name, title, status, refused.Message, [.. refused.Errors]);
    }

    public static Problem Abandoned(WorkerStopReceipt receipt)
    {
        var elapsed = DurationText.Format(TimeSpan.FromMilliseconds(Math.Round(receipt.Stop.Elapsed.TotalMilliseconds)));
        return Create(
            "stop-abandoned", "The worker did not stop in time.", StatusCodes.Status504GatewayTimeout,
            $"Run {receipt.Run} of worker '{receipt.WorkerId}' did not end within {elapsed}: its code may still execute.",
            [new FieldError(
                "deadline", elapsed, "The deadline passed before the run had ended.",
                "The worker stays listed as abandoned until its code has left. Stop it again with a longer deadline.")])
            with
        { Receipt = ReceiptResource.From(receipt) };
    }

    public static Problem PauseIncomplete(string id, PauseReceipt receipt) => Create(
        "pause-incomplete", "The worker is not held in time.", StatusCodes.Status504GatewayTimeout,
        $"Code of worker '{Excerpt.Of(id)}' still executes: {string.Join(' ', receipt.StillExecuting)}",
        [.. receipt.StillExecuting.Select(static executing => new FieldError(
            "id", null, executing, "It is held when it comes to a safepoint. Pause again to wait for that, or resume the worker."))]);

    public static Problem MalformedJson(JsonException exception)
    {
        var place = exception is { LineNumber: { } line, BytePositionInLine: { } position }
            ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {position + 1}")
            : null;
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var message = (end < 0 ? exception.Message : exception.Message[..end])
            .Replace(" in this mode. Change the reader options.", ".", StringComparison.Ordinal);
        return Create(
            "malformed-json", "The body is not JSON.", StatusCodes.Status400BadRequest,
            place is null ? message : $"At {place}: {message}",
            [new FieldError("body", place, message, "Send one well-formed JSON object.")]);
    }

    public static Problem UnsupportedMediaType(string? contentType) => Create(
        "unsupported-media-type", "The body is of another type.", StatusCodes.Status415UnsupportedMediaType,
        contentType is null ? "The body has no content type." : $"The body is '{Excerpt.Of(contentType)}'.",
        [new FieldError(
            "Content-Type", contentType is null ? null : Excerpt.Of(contentType), "The body must be JSON.",
            "Send the header Content-Type: application/json.")]);

    public static Problem BodyTooLarge(long? length, int limit)
    {
        var most = limit.ToString(CultureInfo.InvariantCulture);
        return Create(
            "body-too-large", "The body is too large.", StatusCodes.Status413PayloadTooLarge,
            $"The body is larger than {most} bytes.",
            [new FieldError(
                "body", length is { } bytes ? $"{bytes.ToString(CultureInfo.InvariantCulture)} bytes" : $"over {most} bytes",
                "The body is too large.",
                $"Send at most {most} bytes, or raise {nameof(EstopHttpOptions)}.{nameof(EstopHttpOptions.MaxBodyBytes)}.")]);
    }

    public static Problem UnknownRoute(string path) => Create(
        "unknown-route", "There is nothing here.", StatusCodes.Status404NotFound,
        $"The API has no path '{Excerpt.Of(path)}'.",
        [new FieldError(
            "path", Excerpt.Of(path), "The API has no such path.", "The document at /openapi/v1.json lists all calls.")]);

    public static Problem MethodNotAllowed(string method, string path, string allowed) => Create(
        "method-not-allowed", "The path has no such method.", StatusCodes.Status405MethodNotAllowed,
        $"'{Excerpt.Of(path)}' has no method {Excerpt.Of(method)}.",
        [new FieldError("method", Excerpt.Of(method), "The path has no such method.", $"Use {allowed}.")]);

    public static Problem BadRequest(BadHttpRequestException exception) => Create(
        "bad-request", "The request could not be read.", exception.StatusCode, exception.Message,
        [new FieldError("request", null, exception.Message, "Send a well-formed HTTP request.")]);

    public static Problem InternalError() => Create(
        "internal-error", "Something went wrong in the service.", StatusCodes.Status500InternalServerError,
        "The service met an error of its own while it answered; its log says which.",
        [new FieldError("request", null, "Nothing is known to be wrong with the request.", "See the service's log.")]);

    private static Problem Create(string name, string title, int status, string detail, IReadOnlyList<FieldError> errors) =>
        new()
        {
            Type = $"urn:estop:problem:{name}",
            Title = title,
            Status = status,
            Detail = detail,
            Errors = [.. errors.Select(ErrorResource.From)],
        };
}
