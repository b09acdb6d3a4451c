namespace Estop.Testing;

internal sealed class NativeFileLock : HostileThread
{
    public override string Hostility => "Waits in native code for the lock on a file that somebody else holds";

    public override bool IsSupported => OperatingSystem.IsLinux();

    private readonly string _path = Path.GetTempFileName();

    protected override void Run()
    {
        var file = Libc.Open(_path, 0);
        try
        {
            Arrive();
            _ = Libc.Lock(file, Libc.LockExclusive);
        }
        finally
        {
            _ = Libc.Close(file);
        }
    }

    protected override void Prepare()
    {
        var file = Libc.Open(_path, 0);
        HoldElsewhere(
            () => _ = Libc.Lock(file, Libc.LockExclusive),
            () =>
            {
                _ = Libc.Close(file);
                File.Delete(_path);
            });
    }
}
