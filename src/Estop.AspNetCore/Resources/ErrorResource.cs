namespace Estop.AspNetCore;

/// <summary>One thing that is wrong with a request, as a problem document shows it.</summary>
internal sealed record ErrorResource
{
    public required string Field { get; init; }

    public string? Value { get; init; }

    public required string Message { get; init; }

    public required string Remedy { get; init; }

    public static ErrorResource From(FieldError error) => new()
    {
        Field = error.Field,
        Value = error.Value,
        Message = error.Message,
        Remedy = error.Remedy,
    };
}
