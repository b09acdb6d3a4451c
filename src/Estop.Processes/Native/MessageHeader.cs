using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>The C library's <c>struct msghdr</c>, glibc's and musl's, on 64-bit little-endian machines.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public MessagePart* Parts;
    public nuint PartCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}
