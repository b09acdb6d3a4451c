namespace Estop.AspNetCore;

/// <summary>How the HTTP API treats what it is sent.</summary>
public sealed class EstopHttpOptions
{
    /// <summary>The largest request body in bytes. Default: 65,536. Range: 1 to 16,777,216. Validated when the host starts.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;
}
