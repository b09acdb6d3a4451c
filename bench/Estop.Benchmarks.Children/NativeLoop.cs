using System.Runtime.InteropServices;

namespace Estop.Benchmarks.Children;

/// <summary>An endless loop of one instruction, in memory of its own and with all signals blocked: nothing inside a process ends it.</summary>
internal static unsafe class NativeLoop
{
    public static void Run()
    {
        Span<byte> set = stackalloc byte[128];
        set.Fill(0xff);
        fixed (byte* mask = set)
        {
            _ = Mask(0, mask, null);
        }

        const int readWriteExecute = 7;
        const int privateAnonymous = 0x22;
        var memory = (byte*)Map(null, 4096, readWriteExecute, privateAnonymous, -1, 0);
        *(uint*)memory = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x14000000u : 0xfeebu;
        ((delegate* unmanaged<void>)memory)();
    }

    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    private static extern int Mask(int how, byte* set, byte* old);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);
}
