namespace Estop.Testing;

internal sealed class ExceptionStorm : HostileThread
{
    public override string Hostility => "Throws and catches, from deep down, as fast as it can";

    private int _caught;

    protected override void Run()
    {
        Arrive();
        while (!Released)
        {
            try
            {
                Dive(50);
            }
            catch (InvalidOperationException)
            {
                _caught++;
            }
        }
    }

    private static void Dive(int depth)
    {
        if (depth == 0)
        {
            throw new InvalidOperationException("Deep enough.");
        }

        Dive(depth - 1);
    }
}
