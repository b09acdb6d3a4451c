namespace Estop.Testing;

internal sealed class NativeRead : HostileThread
{
    public override string Hostility => "Blocks in a native read";

    public override bool IsSupported => OperatingSystem.IsLinux();

    private readonly int[] _pipe = new int[2];

    protected override void Run()
    {
        Arrive();
        _ = Libc.Read(_pipe[0], new byte[1], 1);
        _ = Libc.Close(_pipe[0]);
    }

    protected override void Prepare() => _ = Libc.Pipe(_pipe);

    protected override void GiveBack() => _ = Libc.Close(_pipe[1]);
}
