namespace Estop.Testing;

internal sealed class EndlessRecursion : HostileThread
{
    public override string Hostility => "Calls itself without end, and never so deep that the stack overflows";

    private long _sum;

    protected override void Run()
    {
        Arrive();
        while (!Released)
        {
            _sum += Fibonacci(90);
        }
    }

    private long Fibonacci(int n) => n < 2 || Released ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
}
