namespace Estop.Processes;

/// <summary>Makes this process fit to be the guardian.</summary>
internal static unsafe class GuardianProcess
{
    private const int SetName = 15;
    private const int SetSubreaper = 36;

    // What a terminal or a service manager sends to all of a service's processes. The guardian ends after the service.
    private static readonly int[] Ignored = [1 /* HUP */, 2 /* INT */, 3 /* QUIT */, 10 /* USR1 */, 12 /* USR2 */, 13 /* PIPE */, 15 /* TERM */];

    public static void TakeOver()
    {
        fixed (byte* name = "estop-guardian\0"u8)
        {
            _ = Libc.ControlProcess(SetName, (nint)name, 0, 0, 0);
        }

        // The first pointer of the structure is the handler; 1 ignores. Everything else is nothing, on glibc and musl.
        var action = stackalloc byte[256];
        new Span<byte>(action, 256).Clear();
        *(nint*)action = 1;
        foreach (var signal in Ignored)
        {
            _ = Libc.SetSignalAction(signal, action, null);
        }

        if (Libc.ControlProcess(SetSubreaper, 1, 0, 0, 0) != 0)
        {
            throw NativeError.Last("The guardian could not become the parent of its children's orphans");
        }
    }
}
