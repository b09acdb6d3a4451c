namespace Estop.Processes;

/// <summary>
/// One end of a private channel between two processes: messages, whole and in order. A thread of its own reads it, so that no
/// message waits for the thread pool.
/// </summary>
internal sealed class MessageChannel : IDisposable
{
    /// <summary>The longest message, in bytes.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>Starts the thread that reads. Once only.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="received">Is called with each message, on that thread.</param>
    /// <param name="closed">Is called once, after the last message, when the other end has gone or this one was closed.</param>
    public void Start(string name, MessageReceived received, Action closed) => throw new NotImplementedException();

    /// <summary>
    /// Sends a message, or keeps it until the other end reads. Never blocks; from any thread. False if the other end has gone,
    /// or has left so much unread that no more is kept.
    /// </summary>
    public bool Send(ReadOnlySpan<byte> message) => throw new NotImplementedException();

    /// <summary>Closes this end. The other one sees it after what was sent.</summary>
    public void Dispose() => throw new NotImplementedException();
}
