using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>The C library's <c>struct rlimit</c>, and the resources by number.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    public const int ProcessorTime = 0;
    public const int Data = 2;
    public const int Core = 4;
    public const int OpenFiles = 7;

    public ulong Soft;
    public ulong Hard;
}
