namespace Estop.Testing;

internal sealed class NativePoll : HostileThread
{
    public override string Hostility => "Waits in a native poll";

    public override bool IsSupported => OperatingSystem.IsLinux();

    protected override void Run()
    {
        while (!Released)
        {
            Arrive();
            _ = Libc.Poll(0, 0, 5000);
        }
    }
}
