namespace Estop.Processes;

/// <summary>Is called with each message, in order, on the channel's own thread. The bytes are valid for the call only.</summary>
internal delegate void MessageReceived(ReadOnlySpan<byte> message);
