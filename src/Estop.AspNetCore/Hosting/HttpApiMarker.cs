namespace Estop.AspNetCore;

/// <summary>Says that the services of the HTTP API have been added.</summary>
internal sealed class HttpApiMarker;
