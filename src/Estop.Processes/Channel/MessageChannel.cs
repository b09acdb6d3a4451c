namespace Estop.Processes;

/// <summary>
/// One end of a private channel between two processes: messages, whole and in order. A thread of its own reads it, so that no
/// message waits for the thread pool.
/// </summary>
internal sealed class MessageChannel : IDisposable
{
    /// <summary>The longest message, in bytes.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>How many bytes are kept for an end that does not read, beside one message of any length.</summary>
    public const int MaximumWaiting = 8 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly PacketSocket _socket;
    private readonly PacketQueue _queue;
    private readonly WakeUp _wakeUp;
    private readonly List<Descriptor>? _descriptors;
    private bool _started;
    private bool _closed;
    private bool _disposed;

    /// <summary>Takes a socket over, and closes it if it cannot be one.</summary>
    /// <param name="socket">This end.</param>
    /// <param name="takesDescriptors">Whether the other end is trusted enough to put descriptors into this process.</param>
    public MessageChannel(PacketSocket socket, bool takesDescriptors = false)
    {
        _socket = socket;
        _queue = new PacketQueue(socket);
        try
        {
            _wakeUp = new WakeUp();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _descriptors = takesDescriptors ? [] : null;
    }

    /// <summary>Starts the thread that reads. Once only, unless there was none.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="received">Is called with each message, on that thread.</param>
    /// <param name="closed">
    /// Is called once on that thread, after the last message, when the other end has gone or this one was closed; with the
    /// exception if <paramref name="received"/> has thrown one, or the other end has sent what is no message.
    /// </param>
    /// <exception cref="SpawnException">This process gets no thread more.</exception>
    public void Start(string name, MessageReceived received, Action<Exception?> closed)
    {
        lock (_lock)
        {
            if (_started)
            {
                throw new InvalidOperationException($"The channel {name} was started before.");
            }

            _started = true;
        }

        // Small: thousands of these wait at once, and none calls deeply.
        try
        {
            new Thread(() => Read(received, closed), 256 * 1024) { Name = name, IsBackground = true }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            lock (_lock)
            {
                // Nobody else closes it then.
                _started = false;
            }

            throw NativeError.NoThread("The thread that reads from a child could not be started");
        }
    }

    /// <summary>
    /// Sends a message, or keeps it until the other end reads. Never blocks; from any thread. False if the other end has gone,
    /// or has left more than <paramref name="mostWaiting"/> bytes unread, so that no more is kept.
    /// </summary>
    public bool Send(ReadOnlySpan<byte> message, int mostWaiting = MaximumWaiting) => Send(message, [], mostWaiting);

    /// <summary>Sends a message with descriptors of which the other end gets duplicates. They stay open for as long.</summary>
    public bool Send(ReadOnlySpan<byte> message, Descriptor[] descriptors, int mostWaiting = MaximumWaiting)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, MaximumLength);
        var packets = MessageAssembler.Cut(message);
        lock (_lock)
        {
            if (_closed || _queue.Bytes > mostWaiting)
            {
                return false;
            }

            var waited = !_queue.IsEmpty;
            foreach (var packet in packets)
            {
                if (!_queue.Send(packet, descriptors))
                {
                    return false;
                }

                descriptors = [];
            }

            if (waited || _queue.IsEmpty)
            {
                return true;
            }
        }

        _wakeUp.Set();
        return true;
    }

    /// <summary>The descriptors that came with the message which is being received. They are the caller's from now on.</summary>
    public Descriptor[] TakeDescriptors()
    {
        Descriptor[] taken = [.. _descriptors ?? []];
        _descriptors?.Clear();
        return taken;
    }

    /// <summary>Closes this end. The other one sees it after what was sent.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _closed = true;
            if (!_started)
            {
                Close();
                return;
            }
        }

        // The thread closes it: nobody else may while it waits on it.
        _wakeUp.Set();
    }

    private void Read(MessageReceived received, Action<Exception?> closed)
    {
        Exception? failure = null;
        try
        {
            ReadUntilClosed(received);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        lock (_lock)
        {
            _closed = true;
            _disposed = true;
        }

        Close();
        closed(failure);
    }

    private void ReadUntilClosed(MessageReceived received)
    {
        var assembler = new MessageAssembler();
        var waiter = new Waiter();
        var buffer = new byte[PacketSocket.MaximumLength];
        while (true)
        {
            bool writes;
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                writes = !_queue.IsEmpty;
            }

            waiter.Clear();
            var wakeUp = waiter.Add(_wakeUp.Descriptor);
            var socket = waiter.Add(
                _socket.Descriptor, (short)(PollEntry.Readable | (writes ? PollEntry.Writable : 0)));
            if (!waiter.Wait(-1))
            {
                continue;
            }

            if (waiter.CanRead(wakeUp))
            {
                _wakeUp.Reset();
            }

            if (waiter.CanWrite(socket))
            {
                lock (_lock)
                {
                    // A failure shows again as the end of what is read, after all that has come before it.
                    _queue.Flush();
                }
            }

            if (waiter.CanRead(socket) && !ReadAll(assembler, buffer, received))
            {
                return;
            }
        }
    }

    /// <summary>Receives what is there. False at the end.</summary>
    private bool ReadAll(MessageAssembler assembler, byte[] buffer, MessageReceived received)
    {
        while (true)
        {
            var result = _socket.Receive(buffer, out var length, _descriptors);
            if (result != PacketResult.Done)
            {
                return result == PacketResult.Full;
            }

            if (assembler.TryComplete(buffer.AsSpan(0, length), out var message))
            {
                received(message);
                if (_disposed)
                {
                    return false;
                }
            }
        }
    }

    private void Close()
    {
        _socket.Dispose();
        _wakeUp.Dispose();
        foreach (var descriptor in TakeDescriptors())
        {
            descriptor.Dispose();
        }
    }
}
