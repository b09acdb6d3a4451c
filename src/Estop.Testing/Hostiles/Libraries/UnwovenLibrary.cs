namespace Estop.Testing;

[Unstoppable("Stands for a library that nobody wove.")]
internal static class UnwovenLibrary
{
    public static void Spin(ref bool giveUp)
    {
        while (!Volatile.Read(ref giveUp))
        {
        }
    }

    public static void Sleep() => Thread.Sleep(Timeout.Infinite);

    public static void WaitFor(SemaphoreSlim semaphore) => semaphore.Wait();

    public static void SleepInFinally()
    {
        try
        {
        }
        finally
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    public static void CallForEver(Action action, ref bool giveUp)
    {
        while (!Volatile.Read(ref giveUp))
        {
            action();
        }
    }

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

    public static async Task DelayAsync() => await Task.Delay(Timeout.Infinite).ConfigureAwait(false);

    public static int Read(Stream stream) => stream.ReadByte();

    public static async Task<int> ReadAsync(Stream stream) => await stream.ReadAsync(new byte[64]).ConfigureAwait(false);
}
