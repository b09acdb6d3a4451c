namespace Estop.Testing;

internal sealed class Deadlock : HostileThread
{
    public override string Hostility => "Holds one lock and wants another, which its own child holds, who wants the first";

    private readonly object _one = new();
    private readonly object _other = new();
    private readonly Barrier _both = new(2);

    protected override void Run()
    {
        new Thread(() => Take(_other, _one)) { IsBackground = true }.Start();
        Take(_one, _other);
    }

    private void Take(object first, object second)
    {
        lock (first)
        {
            _both.SignalAndWait();
            Arrive();
            lock (second)
            {
            }
        }
    }
}
