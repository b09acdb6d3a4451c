using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

public static class Attributed
{
    private static volatile int spun;
    private static int initialised;

    [ThreadStatic]
    private static int perThread;

    public static string Results()
    {
        for (var i = 0; i < 3; i++) { perThread += i; }
        spun = 0;
        while (spun < 3) { spun++; }
        var counter = new Counter();
        Parallel.For(0, 20, _ => counter.Add());
        return $"{initialised} {perThread} {spun} {Inlined(4)} {NotInlined(4)} {Optimised(4)} {Uninitialised(3)} {counter.Value} {Counter.All()} {Native()} {Environment.ProcessId > 0} {Sorted()}";
    }

    public static void EndlessVolatile(Action ready) { ready(); while (spun >= 0) { spun = 0; } }

    public static void EndlessSynchronized(Action ready) => new Counter().Forever(ready);

    public static void EndlessInlined(Action ready) { ready(); while (Inlined(3) > 0) { } }

    public static void EndlessUninitialised(Action ready) { ready(); while (Uninitialised(3) > 0) { } }

    public static void EndlessLocks(Action ready) { var gate = new object(); ready(); while (true) { lock (gate) { perThread++; } } }

    public static void EndlessNewLocks(Action ready) { var gate = new Lock(); ready(); while (true) { lock (gate) { perThread++; } } }

    public static void EndlessWaitForASynchronizedMethod(Action ready)
    {
        var counter = new Counter();
        using var held = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var holder = new Thread(() => { lock (counter) { held.Set(); release.Wait(); } }) { IsBackground = true };
        holder.UnsafeStart();
        held.Wait();
        try { ready(); lock (counter) { } }
        finally { release.Set(); }
    }

    [ModuleInitializer]
    internal static void Initialise() { for (var i = 0; i < 4; i++) { initialised += NotInlined(i); } }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Inlined(int n) { var s = 0; for (var i = 0; i < n; i++) { s += i; } return s; }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int NotInlined(int n) { var s = 1; while (n-- > 0) { s *= 2; } return s; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Optimised(int n) { var s = 0; for (var i = 0L; i < n * 1000; i++) { s += (int)i & 1; } return s; }

    [SkipLocalsInit]
    private static unsafe int Uninitialised(int n) { int x; var p = stackalloc int[16]; try { x = n; p[3] = x; } catch (Exception e) { x = e.HResult; NotInlined(3); } return x + p[3]; }

    private static unsafe int Native()
    {
        var items = stackalloc int[] { 3, 1, 2 };
        qsort(items, 3, 4, &Compare);
        return items[0] * 100 + items[1] * 10 + items[2];
    }

    private static string Sorted() { int[] all = [3, 1, 2]; Array.Sort(all, (a, b) => { for (var i = 0; i < 2; i++) { spun = 3; } return a.CompareTo(b); }); return string.Concat(all); }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int Compare(int* a, int* b) { var s = 0; for (var i = 0; i < 3; i++) { s += NotInlined(i); } return *a - *b + s - s; }

    [DllImport("libc")]
    private static extern unsafe void qsort(void* items, nint count, nint size, delegate* unmanaged[Cdecl]<int*, int*, int> compare);

    private sealed class Counter
    {
        public int Value;

        [MethodImpl(MethodImplOptions.Synchronized)]
        public void Add() { for (var i = 0; i < 10; i++) { Value++; } }

        [MethodImpl(MethodImplOptions.Synchronized)]
        public void Forever(Action ready) { ready(); while (Value >= 0) { } }

        [MethodImpl(MethodImplOptions.Synchronized)]
        public static int All() { try { return 5; } finally { Inlined(3); } }
    }
}
