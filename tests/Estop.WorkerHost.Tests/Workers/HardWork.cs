using System.Runtime.InteropServices;

namespace Estop.WorkerHost.Tests;

/// <summary>Workers that nothing inside their process ends, or that are in the way of what would.</summary>
internal static unsafe class HardWork
{
    private const int PoolItems = 600;
    private const int Block = 0;

    /// <summary>An endless loop of one instruction, in memory of its own, with all signals blocked.</summary>
    public static void LoopInNativeCode(NoInput input, WorkerContext context)
    {
        context.Report("about to loop");
        BlockAllSignals();
        EndlessCode()();
    }

    /// <summary>With all signals blocked.</summary>
    public static void SleepInNativeCode(uint microseconds)
    {
        BlockAllSignals();
        _ = NativeSleep(microseconds);
    }

    public static void EndlessFinally(NoInput input, WorkerContext context)
    {
        try
        {
            OrdinaryWork.Sleep(input, context);
        }
        finally
        {
            BlockAllSignals();
            EndlessCode()();
        }
    }

    public static void FillThePool(NoInput input, WorkerContext context)
    {
        ThreadPool.SetMinThreads(PoolItems, PoolItems);
        using var blocked = new CountdownEvent(PoolItems);
        for (var i = 0; i < PoolItems; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static blocked =>
                {
                    blocked.Signal();
                    Blocked();
                },
                blocked,
                preferLocal: false);
        }

        blocked.Wait();
        context.Report("filled");
        Thread.Sleep(Timeout.Infinite);
    }

    [Unstoppable("Stands for code that is not the worker's, and blocks threads of the pool.")]
    private static void Blocked() => Thread.Sleep(Timeout.Infinite);

    private static void BlockAllSignals()
    {
        Span<byte> set = stackalloc byte[128];
        set.Fill(0xff);
        fixed (byte* mask = set)
        {
            _ = Mask(Block, mask, null);
        }
    }

    /// <summary>A jump to itself.</summary>
    private static delegate* unmanaged<void> EndlessCode()
    {
        const int readWriteExecute = 7;
        const int privateAnonymous = 0x22;
        var memory = (byte*)Map(null, 4096, readWriteExecute, privateAnonymous, -1, 0);
        var code = RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? 0x14000000u : 0xfeebu;
        *(uint*)memory = code;
        return (delegate* unmanaged<void>)memory;
    }

    [DllImport("libc", EntryPoint = "usleep")]
    private static extern int NativeSleep(uint microseconds);

    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    private static extern int Mask(int how, byte* set, byte* old);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);
}
