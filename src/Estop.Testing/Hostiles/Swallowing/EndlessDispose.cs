namespace Estop.Testing;

internal sealed class EndlessDispose : HostileThread
{
    public override string Hostility => "What it uses does not come to the end of its disposal";

    private ulong _sum;

    protected override void Run()
    {
        using (new Never(this))
        {
            Arrive();
        }
    }

    private sealed class Never(EndlessDispose worker) : IDisposable
    {
        public void Dispose()
        {
            while (!worker.Released)
            {
                worker._sum++;
            }
        }
    }
}
