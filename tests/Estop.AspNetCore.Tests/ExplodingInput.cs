namespace Estop.AspNetCore.Tests;

/// <summary>An input whose own code fails where nobody expects it.</summary>
internal sealed record ExplodingInput
{
    public string Text
    {
        get => "";
        init => throw new InvalidOperationException($"A secret of the service: {value}");
    }
}
