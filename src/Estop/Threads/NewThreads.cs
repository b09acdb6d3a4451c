namespace Estop;

/// <summary>Where threads begin on which stops depend. A process that is out of threads gets an exception here.</summary>
internal static class NewThreads
{
    /// <summary>Called before each, for a test that plays a process which gets no more of them.</summary>
    internal static Action? Starting { get; set; }

    /// <summary>Starts <paramref name="thread"/>, with the execution context of the caller if that <paramref name="flows"/>.</summary>
    /// <exception cref="OutOfMemoryException">The operating system gives no more threads.</exception>
    public static void Start(Thread thread, bool flows)
    {
        Starting?.Invoke();
        if (flows)
        {
            thread.Start();
        }
        else
        {
            thread.UnsafeStart();
        }
    }

    /// <summary>False if the operating system gives no more threads.</summary>
    public static bool TryStart(Thread thread)
    {
        try
        {
            Start(thread, flows: false);
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }
}
