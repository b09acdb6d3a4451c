using System.Runtime.CompilerServices;

namespace Estop.Testing;

internal sealed class EndlessTypeInitializer : HostileThread
{
    public override string Hostility => "Does not come out of a type initialiser";

    private static int Starts;

    [ThreadStatic]
    private static EndlessTypeInitializer? Current;

    private ulong _sum;

    protected override void Run()
    {
        Current = this;
        RuntimeHelpers.RunClassConstructor(Fresh(Interlocked.Increment(ref Starts)).TypeHandle);
    }

    /// <summary>A type that was never initialised before: each number is a type of its own.</summary>
    private static Type Fresh(int number)
    {
        var argument = typeof(int);
        for (; number > 0; number >>= 1)
        {
            argument = ((number & 1) == 1 ? typeof(One<>) : typeof(Zero<>)).MakeGenericType(argument);
        }

        return typeof(Endless<>).MakeGenericType(argument);
    }

    private sealed class One<T>;

    private sealed class Zero<T>;

    private static class Endless<T>
    {
        static Endless()
        {
            var worker = Current!;
            worker.Arrive();
            while (!worker.Released)
            {
                worker._sum++;
            }
        }
    }
}
