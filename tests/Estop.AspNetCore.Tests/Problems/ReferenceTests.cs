using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore.Tests.Problems;

public partial class ReferenceTests
{
    [Fact]
    public void The_reference_lists_exactly_the_problems_that_there_are_with_their_status()
    {
        var refusals = Enum.GetValues<Refusal>()
            .Select(refusal => Problem.From(new RefusedException(refusal, "message", [])));
        Problem[] others =
        [
            Problem.Abandoned(new WorkerStopReceipt("id", "kind", 1, new StopReceipt
            {
                Scope = "id",
                Outcome = ScopeOutcome.Abandoned,
                Mode = StopMode.Prompt,
                RequestedAt = default,
                Elapsed = default,
                Rungs = [],
                Cleanup = CleanupOutcome.Unknown,
            })),
            Problem.PauseIncomplete("id", new PauseReceipt("id", PauseOutcome.Incomplete, default, [])),
            Problem.BodyTooLarge(length: null, limit: 1),
            Problem.InternalError(),
            Problem.MalformedJson(new JsonException()),
            Problem.MethodNotAllowed("PUT", "/", "GET"),
            Problem.BadRequest(new BadHttpRequestException("message")),
            Problem.UnknownRoute("/"),
            Problem.UnsupportedMediaType(contentType: null),
        ];
        var made = refusals.Concat(others)
            .Select(problem => $"{problem.Type["urn:estop:problem:".Length..]} {problem.Status.ToString(CultureInfo.InvariantCulture)}");

        var listed = ProblemRow().Matches(File.ReadAllText(Reference()))
            .Select(row => $"{row.Groups["name"]} {row.Groups["status"]}");

        Assert.Equal(made.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Reference()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Estop.slnx")))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return Path.Combine(directory, "docs", "reference", "http.md");
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z-]+)` \| (?<status>\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex ProblemRow();
}
