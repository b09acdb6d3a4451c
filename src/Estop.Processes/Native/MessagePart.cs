using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>The C library's <c>struct iovec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessagePart
{
    public byte* Start;
    public nuint Length;
}
