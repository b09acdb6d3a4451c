using System.Buffers;
using System.Buffers.Binary;

namespace Estop.Processes;

/// <summary>
/// Cuts messages into packets and puts them together again. The first packet of a message begins with the message's length.
/// </summary>
internal sealed class MessageAssembler
{
    private const int Prefix = sizeof(int);
    private readonly ArrayBufferWriter<byte> _partial = new();
    private int _missing;

    /// <summary>The packets of a message.</summary>
    public static List<byte[]> Cut(ReadOnlySpan<byte> message)
    {
        var first = new byte[Math.Min(Prefix + message.Length, PacketSocket.MaximumLength)];
        BinaryPrimitives.WriteInt32LittleEndian(first, message.Length);
        message[..(first.Length - Prefix)].CopyTo(first.AsSpan(Prefix));
        var packets = new List<byte[]> { first };
        for (var at = first.Length - Prefix; at < message.Length; at += PacketSocket.MaximumLength)
        {
            packets.Add(message.Slice(at, Math.Min(PacketSocket.MaximumLength, message.Length - at)).ToArray());
        }

        return packets;
    }

    /// <summary>Takes the next packet. True if it completes a message, which is valid until the next call.</summary>
    /// <exception cref="InvalidDataException">That is no part of a message.</exception>
    public bool TryComplete(ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_missing > 0)
        {
            Keep(packet);
            message = _partial.WrittenSpan;
            return _missing == 0;
        }

        var length = packet.Length < Prefix ? -1 : BinaryPrimitives.ReadInt32LittleEndian(packet);
        packet = packet[Math.Min(Prefix, packet.Length)..];
        if (length < packet.Length || length > MessageChannel.MaximumLength)
        {
            throw new InvalidDataException($"A packet announces a message of {length} bytes.");
        }

        if (length == packet.Length)
        {
            message = packet;
            return true;
        }

        _partial.ResetWrittenCount();
        _missing = length;
        Keep(packet);
        return false;
    }

    private void Keep(ReadOnlySpan<byte> packet)
    {
        if (packet.Length > _missing)
        {
            throw new InvalidDataException($"A packet of {packet.Length} bytes follows where {_missing} are missing.");
        }

        _partial.Write(packet);
        _missing -= packet.Length;
    }
}
