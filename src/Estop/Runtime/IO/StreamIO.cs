using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>
/// Synchronous reads and writes of streams. Only a <see cref="NetworkStream"/> itself is treated, whose ways are known
/// exactly; every other stream is called as it is.
/// </summary>
public static class StreamIO
{
    /// <summary>In place of <see cref="Stream.Read(byte[], int, int)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Read))]
    public static int Read(Stream stream, byte[] buffer, int offset, int count) =>
        StoppableSocket.Receive(
            SocketOf(stream),
            (stream, buffer, offset, count),
            static call => call.stream.Read(call.buffer, call.offset, call.count));

    /// <summary>In place of <see cref="Stream.Read(Span{byte})"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Read))]
    public static int Read(Stream stream, Span<byte> buffer) =>
        StoppableSocket.Receive(
            SocketOf(stream), new SpanCall(stream, buffer), static call => call.Stream.Read(call.Buffer));

    /// <summary>In place of <see cref="Stream.ReadByte"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.ReadByte))]
    public static int ReadByte(Stream stream) =>
        StoppableSocket.Receive(SocketOf(stream), stream, static stream => stream.ReadByte());

    /// <summary>In place of <see cref="Stream.ReadExactly(byte[], int, int)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.ReadExactly))]
    public static void ReadExactly(Stream stream, byte[] buffer, int offset, int count)
    {
        if (SocketOf(stream) is null || buffer is null || (uint)offset > buffer.Length || (uint)count > buffer.Length - offset)
        {
            stream.ReadExactly(buffer!, offset, count);
            return;
        }

        ReadExactly(stream, buffer.AsSpan(offset, count));
    }

    /// <summary>In place of <see cref="Stream.ReadExactly(Span{byte})"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.ReadExactly))]
    public static void ReadExactly(Stream stream, Span<byte> buffer)
    {
        if (SocketOf(stream) is null)
        {
            stream.ReadExactly(buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            var read = Read(stream, buffer);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            buffer = buffer[read..];
        }
    }

    /// <summary>In place of <see cref="Stream.Write(byte[], int, int)"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Write))]
    public static void Write(Stream stream, byte[] buffer, int offset, int count)
    {
        if (SocketOf(stream) is { } socket && buffer is not null && (uint)offset <= buffer.Length &&
            (uint)count <= buffer.Length - offset)
        {
            var left = StoppableSocket.Send(socket, buffer.AsSpan(offset, count)).Length;
            if (left == 0 && count > 0)
            {
                return;
            }

            offset += count - left;
            count = left;
        }

        stream.Write(buffer!, offset, count);
    }

    /// <summary>In place of <see cref="Stream.Write(ReadOnlySpan{byte})"/>.</summary>
    [ReplacesCall(typeof(Stream), nameof(Stream.Write))]
    public static void Write(Stream stream, ReadOnlySpan<byte> buffer)
    {
        if (SocketOf(stream) is { } socket && !buffer.IsEmpty)
        {
            buffer = StoppableSocket.Send(socket, buffer);
            if (buffer.IsEmpty)
            {
                return;
            }
        }

        stream.Write(buffer);
    }

    private static Socket? SocketOf(Stream stream) =>
        stream is NetworkStream network && network.GetType() == typeof(NetworkStream) && network.CanRead
            ? network.Socket
            : null;

    private readonly ref struct SpanCall(Stream stream, Span<byte> buffer)
    {
        public readonly Stream Stream = stream;
        public readonly Span<byte> Buffer = buffer;
    }
}
