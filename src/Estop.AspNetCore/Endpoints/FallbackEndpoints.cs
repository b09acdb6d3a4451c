using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Estop.AspNetCore;

/// <summary>
/// Answers what no call matches. Routing would answer with a bare status; these match any method, and so come after the
/// calls that name theirs.
/// </summary>
internal static class FallbackEndpoints
{
    public static void MapOtherMethods(this IEndpointRouteBuilder group, string pattern, string allowed) => group
        .Map(pattern, (HttpContext http) =>
        {
            http.Response.Headers.Allow = allowed;
            return Answer.With(Problem.MethodNotAllowed(http.Request.Method, PathOf(http), allowed));
        })
        .ExcludeFromDescription();

    public static void MapUnknown(this IEndpointRouteBuilder group, string pattern) => group
        .Map(pattern, (HttpContext http) => Answer.With(Problem.UnknownRoute(PathOf(http))))
        .ExcludeFromDescription();

    private static string PathOf(HttpContext http) => http.Request.PathBase + http.Request.Path;
}
