namespace Estop.Tests.Unwoven;

/// <summary>Stands for a library that nobody wove.</summary>
public static class UnwovenLibrary
{
    public static void SleepForEver() => Thread.Sleep(Timeout.Infinite);

    public static void Nap() => Thread.Sleep(1);

    public static void SpinUntil(ref bool release)
    {
        while (!Volatile.Read(ref release))
        {
        }
    }

    /// <summary>A retry policy as libraries have it: whatever the action throws, it is called again.</summary>
    public static void Retry(Action action, ref bool giveUp)
    {
        while (!Volatile.Read(ref giveUp))
        {
            try
            {
                action();
            }
            catch (Exception)
            {
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

    /// <summary>Calls back on a thread that it starts, and waits until that has ended.</summary>
    public static void CallOnAnotherThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
