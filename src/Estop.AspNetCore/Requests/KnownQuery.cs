using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Estop.AspNetCore;

/// <summary>Refuses query parameters that a call does not have: a stop must not lose its grace to a typing error.</summary>
internal static class KnownQuery
{
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, params string[] names) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var errors = context.HttpContext.Request.Query
                .Where(parameter => !names.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase))
                .Select(parameter => new FieldError(
                    Excerpt.Of(parameter.Key), Excerpt.Of(parameter.Value.ToString()), "This call has no such parameter.",
                    names.Length == 0 ? "Leave it out." : $"Leave it out, or use one of: {string.Join(", ", names)}."))
                .ToList();
            return errors.Count == 0 ? await next(context).ConfigureAwait(false) : throw Refuse.InvalidRequest(errors);
        });
}
