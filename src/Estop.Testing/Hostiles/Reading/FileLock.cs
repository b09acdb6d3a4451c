namespace Estop.Testing;

internal sealed class FileLock : HostileThread
{
    public override string Hostility => "Tries again and again to open a file that somebody else keeps to himself";

    private readonly string _path = Path.GetTempFileName();

    protected override void Run()
    {
        while (!Released)
        {
            try
            {
                using var file = File.Open(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException)
            {
                Arrive();
                Thread.Sleep(50);
            }
        }
    }

    protected override void Prepare()
    {
        FileStream? file = null;
        HoldElsewhere(
            () => file = File.Open(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None),
            () =>
            {
                file!.Dispose();
                File.Delete(_path);
            });
    }
}
