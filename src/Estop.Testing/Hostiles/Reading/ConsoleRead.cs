namespace Estop.Testing;

internal sealed class ConsoleRead : HostileThread
{
    public override string Hostility => "Reads a line from a console at which nobody sits";

    protected override void Run()
    {
        while (!Released)
        {
            Arrive();
            if (Console.ReadLine() is null)
            {
                Thread.Sleep(1000);
            }
        }
    }
}
