namespace Estop.Weaving.Reports;

/// <summary>What people are told about a cause of the stoppability report.</summary>
/// <param name="Code">Its code in a build. It keeps its meaning for ever.</param>
/// <param name="Title">The heading of what the report lists under it.</param>
/// <param name="Meaning">What follows from it, and what can be done.</param>
internal sealed record Cause(string Code, string Title, string Meaning);
