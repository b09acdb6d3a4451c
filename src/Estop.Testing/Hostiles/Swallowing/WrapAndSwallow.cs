namespace Estop.Testing;

internal sealed class WrapAndSwallow : HostileThread
{
    public override string Hostility => "Wraps what it catches into an exception of its own, and then swallows that";

    protected override void Run()
    {
        while (!Released)
        {
            try
            {
                Wrap();
            }
            catch (InvalidOperationException)
            {
            }
        }
    }

    private void Wrap()
    {
        try
        {
            Arrive();
            Thread.Sleep(1000);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException("The device could not be read.", exception);
        }
    }
}
