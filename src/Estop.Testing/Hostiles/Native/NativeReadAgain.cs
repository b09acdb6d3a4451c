using System.Runtime.InteropServices;

namespace Estop.Testing;

internal sealed class NativeReadAgain : HostileThread
{
    public override string Hostility => "Blocks in a native read, and reads again when a signal interrupts it, as the manual says";

    public override bool IsSupported => OperatingSystem.IsLinux();

    private NativePipe? _pipe;

    protected override void Run()
    {
        try
        {
            Arrive();
            while (Libc.Read(_pipe!.Reader, new byte[1], 1) < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
            {
            }
        }
        finally
        {
            _pipe!.CloseReader();
        }
    }

    protected override void Prepare() => _pipe = new NativePipe();

    protected override void GiveBack() => _pipe?.Dispose();
}
