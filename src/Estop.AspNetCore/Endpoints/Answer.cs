using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary>The API's answers.</summary>
internal static class Answer
{
    public static IResult With(WorkerResource worker, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(worker, ResponseJson.Readable.WorkerResource, statusCode: status);

    public static IResult With(ReceiptResource receipt) =>
        TypedResults.Json(receipt, ResponseJson.Readable.ReceiptResource);

    public static IResult With(StackResource stack) => TypedResults.Json(stack, ResponseJson.Readable.StackResource);

    public static IResult With(WorkerListResource workers) =>
        TypedResults.Json(workers, ResponseJson.Readable.WorkerListResource);

    public static IResult With(KindListResource kinds) => TypedResults.Json(kinds, ResponseJson.Readable.KindListResource);

    public static IResult With(HealthResource health, int status) =>
        TypedResults.Json(health, ResponseJson.Readable.HealthResource, statusCode: status);

    public static IResult With(Problem problem) =>
        TypedResults.Json(problem, ResponseJson.Readable.Problem, Problem.ContentType, problem.Status);
}
