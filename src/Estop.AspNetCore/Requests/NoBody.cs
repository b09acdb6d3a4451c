using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary>Refuses a body where a call takes none: a stop must not lose its grace because that was given in the wrong place.</summary>
internal static class NoBody
{
    public static RouteHandlerBuilder WithoutBody(this RouteHandlerBuilder endpoint, string remedy) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            return RequestBody.IsPresent(http) && await http.Request.Body.ReadAsync(new byte[1], http.RequestAborted).ConfigureAwait(false) > 0
                ? throw Refuse.InvalidRequest([new FieldError("body", null, "This call takes no body.", remedy)])
                : await next(context).ConfigureAwait(false);
        });
}
