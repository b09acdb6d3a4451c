namespace Estop.Processes;

/// <summary>What was to be sent while there was no room for it, in order.</summary>
internal sealed class PacketQueue(PacketSocket socket)
{
    private readonly Queue<Packet> _waiting = new();
    private int _bytes;

    /// <summary>Whether something waits to be sent.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>How many bytes wait to be sent.</summary>
    public int Bytes => _bytes;

    /// <summary>Sends a packet, or keeps it. False if the other end has gone.</summary>
    public bool Send(byte[] packet, Descriptor[] descriptors)
    {
        if (IsEmpty)
        {
            var result = socket.Send(packet, descriptors);
            if (result != PacketResult.Full)
            {
                return result == PacketResult.Done;
            }
        }

        _waiting.Enqueue(new Packet(packet, descriptors));
        _bytes += packet.Length;
        return true;
    }

    /// <summary>Sends what there is room for by now. False if the other end has gone.</summary>
    public bool Flush()
    {
        while (_waiting.TryPeek(out var next))
        {
            // One that was closed meanwhile would be another file by now.
            var descriptors = Array.FindAll(next.Descriptors, descriptor => !descriptor.IsClosed);
            var result = socket.Send(next.Bytes, descriptors);
            if (result != PacketResult.Done)
            {
                return result == PacketResult.Full;
            }

            _waiting.Dequeue();
            _bytes -= next.Bytes.Length;
        }

        return true;
    }

    private sealed record Packet(byte[] Bytes, Descriptor[] Descriptors);
}
