namespace Estop.Testing;

internal sealed class FilterTakesAll : HostileThread
{
    public override string Hostility => "An exception filter takes everything";

    protected override void Run()
    {
        while (!Released)
        {
            try
            {
                Arrive();
                Thread.Sleep(1000);
            }
            catch (Exception exception) when (IsMine(exception))
            {
            }
        }
    }

    private static bool IsMine(Exception exception) => exception.Message.Length > 0;
}
