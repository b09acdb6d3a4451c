using System.Runtime.InteropServices;

namespace Estop.Tests.Unwoven;

/// <summary>Stands for a library that nobody wove.</summary>
public static class UnwovenLibrary
{
    private const int Interrupted = 4;

    private static Func<int>? Callback;

    // What cannot throw, the compiler takes out of its try block.
    private static int Rounds;

    public static void SleepForEver() => Thread.Sleep(Timeout.Infinite);

    public static void Exit(int code) => Environment.Exit(code);

    public static void Nap() => Thread.Sleep(1);

    public static int ReadByte(Stream stream) => stream.ReadByte();

    /// <summary>Blocks in native code, and gives up when that ends.</summary>
    public static void PollForEver() => _ = Poll(0, 0, -1);

    /// <summary>Sleeps, and comes out slowly: by way of many native calls, each of them short.</summary>
    public static void SleepAndComeOutSlowly()
    {
        try
        {
            SleepForEver();
        }
        finally
        {
            for (var i = 0; i < 400; i++)
            {
                _ = Poll(0, 0, 1);
            }
        }
    }

    /// <summary>Sleeps, and blocks in native code when it is woken.</summary>
    public static void SleepThenPollForEver()
    {
        try
        {
            SleepForEver();
        }
        catch (ThreadInterruptedException)
        {
            PollForEver();
        }
    }

    /// <summary>Reads from a pipe in native code, and reads again when a signal interrupts that, as the manual says.</summary>
    public static int ReadWhateverComes(int pipe)
    {
        while (true)
        {
            var count = (int)Read(pipe, out _, 1);
            if (count >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                return count;
            }
        }
    }

    /// <summary>Waits for the event, and goes on with that whatever comes in between.</summary>
    public static bool WaitWhateverComes(ManualResetEventSlim release, Action inPlace)
    {
        inPlace();
        while (true)
        {
            try
            {
                return release.Wait(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }

    public static void SpinUntil(ref bool release)
    {
        while (!Volatile.Read(ref release))
        {
        }
    }

    /// <summary>Computes for ever, and says in a file that its cleanup has run.</summary>
    public static void SpinForEver(string path, Action inPlace)
    {
        try
        {
            inPlace();
            while (true)
            {
                Rounds = checked(Rounds + 1) % short.MaxValue;
            }
        }
        finally
        {
            File.WriteAllText(path, "cleaned up");
        }
    }

    /// <summary>Computes for ever, and brings the process down when that is ended, as an abort amid some library does.</summary>
    public static void SpinAndDieAtTheEnd(Action inPlace)
    {
        inPlace();
        try
        {
            while (true)
            {
                Rounds = checked(Rounds + 1) % short.MaxValue;
            }
        }
        finally
        {
            _ = Raise(9);
        }
    }

    /// <summary>Computes for ever, and once more when that is ended.</summary>
    public static void SpinInFinally(Action inPlace)
    {
        inPlace();
        try
        {
            while (true)
            {
                Rounds = checked(Rounds + 1) % short.MaxValue;
            }
        }
        finally
        {
            while (true)
            {
                Rounds = 0;
            }
        }
    }

    /// <summary>A retry policy as libraries have it: whatever the action throws, it is called again.</summary>
    public static void Retry(Action action, ref bool giveUp, ref int failures)
    {
        while (!Volatile.Read(ref giveUp))
        {
            try
            {
                action();
            }
            catch (Exception)
            {
                failures++;
            }
        }
    }

    /// <summary>Calls back, and keeps what is thrown to itself.</summary>
    public static Exception? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>A lazily made value, as a library keeps it for all its callers.</summary>
    public static Lazy<int> Keep(Func<int> factory) => new(factory);

    /// <summary>Initialises <see cref="Initialised"/>, which calls back.</summary>
    public static int Initialise(Func<int> callback)
    {
        Callback = callback;
        return Initialised.Value;
    }

    /// <summary>Has native code call back, as a sort with a comparison of the caller's does.</summary>
    public static void CallFromNativeCode(Action callback)
    {
        int[] two = [2, 1];
        Sort(two, (nuint)two.Length, sizeof(int), Compare);
        int Compare(ref int one, ref int other)
        {
            callback();
            return one.CompareTo(other);
        }
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(nint files, nuint count, int timeoutMilliseconds);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int file, out byte buffer, nuint count);

    [DllImport("libc", EntryPoint = "raise")]
    private static extern int Raise(int signal);

    [DllImport("libc", EntryPoint = "qsort")]
    private static extern void Sort(int[] items, nuint count, nuint size, Comparison comparison);

    private delegate int Comparison(ref int one, ref int other);

    private static class Initialised
    {
        public static readonly int Value;

        static Initialised() => Value = Callback!();
    }

    /// <summary>Calls back on a thread that it starts: what is thrown there is nobody's.</summary>
    public static Thread StartThread(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>Calls back in an async method, on a thread of the pool.</summary>
    public static async Task CallLaterAsync(Func<Task> action)
    {
        await Task.Yield();
        await action();
    }

    /// <summary>Calls back in a task, and awaits what that gives.</summary>
    public static Task CallInTask(Func<Task> action) => Task.Run(action);

    /// <summary>The same on the pool.</summary>
    public static void QueueToPool(Action action) => ThreadPool.QueueUserWorkItem(_ => action());

    /// <summary>The same by a timer.</summary>
    public static Timer StartTimer(Action action) => new(_ => action(), null, 0, Timeout.Infinite);

    /// <summary>Calls back on a thread that it starts, and waits until that has ended.</summary>
    public static void CallOnAnotherThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
