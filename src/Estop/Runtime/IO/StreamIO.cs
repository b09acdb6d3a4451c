namespace Estop.Runtime;

/// <summary>Synchronous reads and writes of streams. See <see cref="KnownStream"/> for which are treated.</summary>
public static class StreamIO
{
    /// <summary>In place of <see cref="Stream.Read(byte[], int, int)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Read))]
    public static int Read(Stream stream, byte[] buffer, int offset, int count)
    {
        using var turn = AwaitData(stream);
        return stream.Read(buffer, offset, count);
    }

    /// <summary>In place of <see cref="Stream.Read(Span{byte})"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Read))]
    public static int Read(Stream stream, Span<byte> buffer)
    {
        using var turn = AwaitData(stream);
        return stream.Read(buffer);
    }

    /// <summary>In place of <see cref="Stream.ReadByte"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.ReadByte))]
    public static int ReadByte(Stream stream)
    {
        using var turn = AwaitData(stream);
        return stream.ReadByte();
    }

    /// <summary>In place of <see cref="Stream.ReadExactly(byte[], int, int)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.ReadExactly))]
    public static void ReadExactly(Stream stream, byte[] buffer, int offset, int count) =>
        StoppableStream.Of(stream).ReadExactly(buffer, offset, count);

    /// <summary>In place of <see cref="Stream.ReadExactly(Span{byte})"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.ReadExactly))]
    public static void ReadExactly(Stream stream, Span<byte> buffer) => StoppableStream.Of(stream).ReadExactly(buffer);

    /// <summary>In place of <see cref="Stream.ReadAtLeast"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.ReadAtLeast))]
    public static int ReadAtLeast(Stream stream, Span<byte> buffer, int minimumBytes, bool throwOnEndOfStream) =>
        StoppableStream.Of(stream).ReadAtLeast(buffer, minimumBytes, throwOnEndOfStream);

    /// <summary>In place of <see cref="Stream.CopyTo(Stream)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.CopyTo))]
    public static void CopyTo(Stream stream, Stream destination) =>
        StoppableStream.Of(stream).CopyTo(StoppableStream.Of(destination));

    /// <summary>In place of <see cref="Stream.CopyTo(Stream, int)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.CopyTo))]
    public static void CopyTo(Stream stream, Stream destination, int bufferSize) =>
        StoppableStream.Of(stream).CopyTo(StoppableStream.Of(destination), bufferSize);

    /// <summary>In place of <see cref="Stream.Write(byte[], int, int)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Write))]
    public static void Write(Stream stream, byte[] buffer, int offset, int count)
    {
        if (ScopeThread.InOwnScope() is null || buffer is null
            || (uint)offset > buffer.Length || (uint)count > buffer.Length - offset || !KnownStream.Is(stream))
        {
            stream.Write(buffer!, offset, count);
        }
        else
        {
            Write(stream, buffer.AsSpan(offset, count));
        }
    }

    /// <summary>In place of <see cref="Stream.Write(ReadOnlySpan{byte})"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Write))]
    public static void Write(Stream stream, ReadOnlySpan<byte> buffer)
    {
        if (ScopeThread.InOwnScope() is { } thread && !buffer.IsEmpty && stream.CanWrite)
        {
            if (KnownStream.SocketOf(stream) is { } socket)
            {
                buffer = StoppableSocket.Send(socket, buffer);
                if (buffer.IsEmpty)
                {
                    return;
                }
            }
            else if (KnownStream.FileOf(stream) is { } pipe)
            {
                FileReadiness.Wait(thread, pipe, FileReadiness.PollOut, Timeout.Infinite);
                for (; buffer.Length > KnownStream.PipeTakes; buffer = buffer[KnownStream.PipeTakes..])
                {
                    stream.Write(buffer[..KnownStream.PipeTakes]);
                    FileReadiness.Wait(thread, pipe, FileReadiness.PollOut, Timeout.Infinite);
                }
            }
        }

        stream.Write(buffer);
    }

    /// <summary>In place of <see cref="Stream.WriteByte"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.WriteByte))]
    public static void WriteByte(Stream stream, byte value)
    {
        if (ScopeThread.InOwnScope() is not null && KnownStream.Is(stream))
        {
            Write(stream, [value]);
        }
        else
        {
            stream.WriteByte(value);
        }
    }

    private static ReceiveTurn AwaitData(Stream stream)
    {
        if (ScopeThread.InOwnScope() is not { } thread || !stream.CanRead)
        {
            return default;
        }

        if (KnownStream.SocketOf(stream) is { } socket)
        {
            return ReceiveTurn.Await(socket);
        }

        return KnownStream.FileOf(stream) is { } file ? ReceiveTurn.Await(thread, file) : default;
    }
}
