using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Estop.AspNetCore;

/// <summary>Turns whatever goes wrong in a call into a problem document.</summary>
internal sealed partial class ProblemFilter(ILogger<ProblemFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            return Answer.With(Problem.From(refused));
        }
        catch (ProblemException found)
        {
            return Answer.With(found.Problem);
        }
        catch (BadHttpRequestException unreadable)
        {
            return Answer.With(Problem.BadRequest(unreadable));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be answered.
            return Results.Empty;
        }
        catch (Exception exception)
        {
            CallFailed(exception, http.Request.Method, http.Request.Path);
            return Answer.With(Problem.InternalError());
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "{Method} {Path} failed")]
    private partial void CallFailed(Exception exception, string method, string path);
}
