using System.Runtime.InteropServices;

namespace Estop.Testing;

internal sealed class NativeReadAgain : HostileThread
{
    public override string Hostility => "Blocks in a native read, and reads again when a signal interrupts it, as the manual says";

    public override bool IsSupported => OperatingSystem.IsLinux();

    private readonly int[] _pipe = new int[2];

    protected override void Run()
    {
        Arrive();
        while (Libc.Read(_pipe[0], new byte[1], 1) < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
        {
        }

        _ = Libc.Close(_pipe[0]);
    }

    protected override void Prepare() => _ = Libc.Pipe(_pipe);

    protected override void GiveBack() => _ = Libc.Close(_pipe[1]);
}
