namespace Estop.Workers;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">The field, as a path from the request: <c>input.address</c>, <c>labels.site</c>, <c>id</c>.</param>
/// <param name="Value">The value as it was given, cut to a readable length; null when there was none.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Remedy">What would be right, or how to get there.</param>
public sealed record FieldError(string Field, string? Value, string Message, string Remedy);
