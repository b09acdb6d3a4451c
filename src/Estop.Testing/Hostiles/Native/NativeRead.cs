namespace Estop.Testing;

internal sealed class NativeRead : HostileThread
{
    public override string Hostility => "Blocks in a native read";

    public override bool IsSupported => OperatingSystem.IsLinux();

    private NativePipe? _pipe;

    protected override void Run()
    {
        try
        {
            Arrive();
            _ = Libc.Read(_pipe!.Reader, new byte[1], 1);
        }
        finally
        {
            _pipe!.CloseReader();
        }
    }

    protected override void Prepare() => _pipe = new NativePipe();

    protected override void GiveBack() => _pipe?.Dispose();
}
