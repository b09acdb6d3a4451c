using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>One end of a pair of sockets that keep packets whole, and carry descriptors. No call on it blocks.</summary>
internal sealed unsafe class PacketSocket(Descriptor descriptor) : IDisposable
{
    /// <summary>The longest packet. Several must fit into a socket's buffer.</summary>
    public const int MaximumLength = 32 * 1024;

    private const int MaximumDescriptors = 4;
    private const int ControlHeader = 16;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int CloseOnExec = 0x40000000;
    private const int PacketCut = 0x20;

    public Descriptor Descriptor => descriptor;

    /// <summary>Makes a pair.</summary>
    public static (PacketSocket Here, Descriptor There) Pair()
    {
        const int Local = 1;
        const int SequencedPackets = 5;
        const int CloseOnExecFlag = 0x80000;
        var ends = stackalloc int[2];
        if (Libc.SocketPair(Local, SequencedPackets | CloseOnExecFlag, 0, ends) < 0)
        {
            throw NativeError.Last("A channel could not be made");
        }

        var here = new PacketSocket(new Descriptor(ends[0]));
        try
        {
            return (here, new Descriptor(ends[1]).AboveStandard());
        }
        catch
        {
            here.Dispose();
            throw;
        }
    }

    /// <summary>Sends a packet, with descriptors, of which the other side gets duplicates.</summary>
    public PacketResult Send(ReadOnlySpan<byte> packet, ReadOnlySpan<Descriptor> descriptors = default)
    {
        var control = stackalloc byte[ControlHeader + MaximumDescriptors * sizeof(int)];
        fixed (byte* start = packet)
        {
            var part = new MessagePart { Start = start, Length = (nuint)packet.Length };
            var header = new MessageHeader { Parts = &part, PartCount = 1 };
            if (descriptors.Length > 0)
            {
                // The structures are cmsghdr, and after it the numbers.
                *(nuint*)control = (nuint)(ControlHeader + descriptors.Length * sizeof(int));
                ((int*)control)[2] = SocketLevel;
                ((int*)control)[3] = Rights;
                for (var index = 0; index < descriptors.Length; index++)
                {
                    ((int*)(control + ControlHeader))[index] = descriptors[index].Number;
                }

                header.Control = control;
                header.ControlLength = (nuint)(ControlHeader + (descriptors.Length * sizeof(int) + 7) / 8 * 8);
            }

            while (Libc.SendMessage(descriptor, &header, DontWait | NoSignal) < 0)
            {
                switch (Marshal.GetLastPInvokeError())
                {
                    case NativeError.Interrupted:
                        continue;
                    case NativeError.TryAgain:
                        return PacketResult.Full;
                    default:
                        // EPIPE, ECONNRESET, and whatever else: nothing more will get through.
                        return PacketResult.Gone;
                }
            }
        }

        return PacketResult.Done;
    }

    /// <summary>
    /// Receives a packet. Descriptors that come with it are added to the list; without one, the kernel closes them.
    /// </summary>
    /// <returns><see cref="PacketResult.Full"/> if there is none yet.</returns>
    public PacketResult Receive(Span<byte> buffer, out int length, List<Descriptor>? descriptors = null)
    {
        var control = stackalloc byte[ControlHeader + MaximumDescriptors * sizeof(int)];
        length = 0;
        fixed (byte* start = buffer)
        {
            var part = new MessagePart { Start = start, Length = (nuint)buffer.Length };
            var header = new MessageHeader { Parts = &part, PartCount = 1 };
            if (descriptors is not null)
            {
                header.Control = control;
                header.ControlLength = ControlHeader + MaximumDescriptors * sizeof(int);
            }

            nint received;
            while ((received = Libc.ReceiveMessage(descriptor, &header, DontWait | CloseOnExec)) < 0)
            {
                switch (Marshal.GetLastPInvokeError())
                {
                    // The other side has ended with something unread. Told once, and before what it has sent: that follows.
                    case NativeError.Interrupted or NativeError.ConnectionReset:
                        continue;
                    case NativeError.TryAgain:
                        return PacketResult.Full;
                    default:
                        return PacketResult.Gone;
                }
            }

            if (header.ControlLength > ControlHeader && ((int*)control)[2] == SocketLevel && ((int*)control)[3] == Rights)
            {
                var count = (int)(*(nuint*)control - ControlHeader) / sizeof(int);
                for (var index = 0; index < count; index++)
                {
                    descriptors!.Add(new Descriptor(((int*)(control + ControlHeader))[index]));
                }
            }

            length = (int)received;
            return received == 0 || (header.Flags & PacketCut) != 0 ? PacketResult.Gone : PacketResult.Done;
        }
    }

    public void Dispose() => descriptor.Dispose();
}
