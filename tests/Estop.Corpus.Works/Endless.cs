namespace Estop.Corpus.Works;

/// <summary>The worker around a work: it never ends.</summary>
internal static class Endless
{
    public static void Run(Func<string> work)
    {
        while (true)
        {
            work();
        }
    }
}
