namespace Estop.Processes;

/// <summary>Why a warm child could not become the program.</summary>
/// <param name="Message">What could not be done.</param>
/// <param name="Error">The operating system's error number; 0 if it was not its refusal.</param>
internal sealed record CommandRefusal(string Message, int Error);
