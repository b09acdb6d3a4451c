namespace Estop.WorkerHost;

/// <summary>The accepted input of one run of a command: the text of each field that was given.</summary>
internal sealed record CommandInput(IReadOnlyDictionary<string, string> Values);
