namespace Estop.Testing;

internal sealed class FifoOpen : HostileThread
{
    public override string Hostility => "Opens a file that does not open: a FIFO without a writer";

    public override bool IsSupported => OperatingSystem.IsLinux();

    public override bool EndsInProcess => false;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"estop-{Guid.NewGuid():n}");

    protected override void Run()
    {
        Libc.MakeFifo(_path, Convert.ToUInt32("600", 8));
        Arrive();
        File.OpenRead(_path).Dispose();
    }

    protected override void GiveBack()
    {
        if (File.Exists(_path))
        {
            // Who opens both ends waits for nobody.
            using (File.Open(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                File.Delete(_path);
            }
        }
    }
}
