using System.Net;

namespace Estop.AspNetCore.Tests.OpenApi;

public class DocumentTests
{
    [Fact]
    public async Task The_document_describes_every_call_with_its_parameters_body_and_problems()
    {
        await using var api = await TestApi.StartAsync();

        var document = await api.SendAsync("GET", "/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, document.Status);
        Assert.Equal("Estop", document["info.title"]);
        var operations =
            from path in document.Json.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            where method.Value.TryGetProperty("operationId", out _)
            select $"{method.Name} {path.Name}: {method.Value.GetProperty("operationId")}";
        Assert.Equal(
            [
                "delete /v1/workers/{id}: deleteWorker",
                "get /health/live: live",
                "get /health/ready: ready",
                "get /v1/kinds: listKinds",
                "get /v1/workers/{id}/stack: getStack",
                "get /v1/workers/{id}: getWorker",
                "get /v1/workers: listWorkers",
                "post /v1/workers/{id}/pause: pauseWorker",
                "post /v1/workers/{id}/resume: resumeWorker",
                "post /v1/workers/{id}/start: startWorkerAgain",
                "post /v1/workers/{id}/stop: stopWorker",
                "post /v1/workers: startWorker",
            ],
            operations.Order(StringComparer.Ordinal));
        Assert.Equal("kind", document["paths./v1/workers.post.requestBody.content.application/json.schema.required.0"]);
        Assert.DoesNotContain(
            "value", document.Json.GetProperty("components").GetProperty("schemas").GetProperty("ErrorResource")
                .GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(
            "#/components/schemas/Problem",
            document["paths./v1/workers/{id}.delete.responses.504.content.application/problem+json.schema.$ref"]);
        var parameters = document.Json.GetProperty("paths").GetProperty("/v1/workers/{id}").GetProperty("delete")
            .GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString());
        Assert.Equal(["id", "mode", "grace", "deadline", "reason", "run", "wait"], parameters);
        Assert.Equal("pending", document["components.schemas.WorkerStatus.enum.0"]);
        Assert.Equal("integer", document["components.schemas.RunResource.properties.number.type"]);
    }
}
