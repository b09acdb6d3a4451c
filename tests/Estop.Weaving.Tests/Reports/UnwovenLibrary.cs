namespace Estop.Weaving.Tests.Reports;

/// <summary>What snippets call as a library that is not woven.</summary>
public sealed class UnwovenLibrary
{
    public int Short => 1;

    public static int Add(int one, int other) => Sum(one, other);

    public static void Loop()
    {
        while (Environment.TickCount64 > 0)
        {
        }
    }

    private static int Sum(int one, int other) => one + other;
}
