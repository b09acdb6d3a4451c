namespace Estop.Testing;

internal sealed class NativeSleep : HostileThread
{
    public override string Hostility => "Sleeps in native code, and sleeps on when it is woken early";

    public override bool IsSupported => OperatingSystem.IsLinux();

    protected override void Run()
    {
        while (!Released)
        {
            Arrive();
            for (uint left = 5; left > 0;)
            {
                left = Libc.Sleep(left);
            }
        }
    }
}
