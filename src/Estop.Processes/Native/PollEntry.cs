using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>The C library's <c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public const short Readable = 0x1;
    public const short Writable = 0x4;

    public int Descriptor;
    public short Wanted;
    public short Found;
}
