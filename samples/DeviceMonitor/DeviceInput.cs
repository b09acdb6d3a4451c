using System.ComponentModel.DataAnnotations;

namespace Sample;

/// <summary>Which device to watch.</summary>
public sealed record DeviceInput : IValidatableObject
{
    /// <summary>Where the device listens: <c>host:port</c>.</summary>
    public required string Address { get; init; }

    internal Uri Uri => new($"tcp://{Address}");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate($"tcp://{Address}", UriKind.Absolute, out var uri) || uri.Authority != Address || uri.Port < 1)
        {
            yield return new ValidationResult("Must be host:port, such as 127.0.0.1:9100.", [nameof(Address)]);
        }
    }
}
