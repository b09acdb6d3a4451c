using Estop.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the HTTP API to Estop.</summary>
public static class EstopHttpBuilderExtensions
{
    private const int LargestBody = 16 * 1024 * 1024;

    /// <summary>Adds what <c>MapEstop</c> needs: the settings of the HTTP API, and its OpenAPI document.</summary>
    /// <param name="estop">The builder that <c>AddEstop</c> hands out.</param>
    /// <param name="configure">Changes the settings.</param>
    public static EstopBuilder AddHttpApi(this EstopBuilder estop, Action<EstopHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(estop);
        estop.Services.AddOptions<EstopHttpOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(
                options => options.MaxBodyBytes is >= 1 and <= LargestBody,
                $"{nameof(EstopHttpOptions)}.{nameof(EstopHttpOptions.MaxBodyBytes)} must be 1 to {LargestBody}.")
            .ValidateOnStart();
        estop.Services.AddSingleton<HttpApiMarker>();
        estop.Services.AddOpenApi(OpenApiDocumentEndpoint.DocumentName, OpenApiDocumentEndpoint.Configure);
        return estop;
    }
}
