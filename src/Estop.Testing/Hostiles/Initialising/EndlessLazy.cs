namespace Estop.Testing;

internal sealed class EndlessLazy : HostileThread
{
    public override string Hostility => "Makes a lazy value without end: an exception there would stay for all who ask later";

    private ulong _sum;

    protected override void Run()
    {
        var value = new Lazy<ulong>(() =>
        {
            Arrive();
            while (!Released)
            {
                _sum++;
            }

            return _sum;
        });
        _ = value.Value;
    }
}
