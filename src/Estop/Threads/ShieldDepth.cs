namespace Estop;

/// <summary>
/// How deep a thread is in shields, in one word: the number of shields, and whether the outermost is a handler that
/// swallows. The outermost decides the budget, because it is the one that others wait for.
/// </summary>
internal static class ShieldDepth
{
    private const int SwallowingHandler = 1 << 30;

    public static int Deeper(int shields, bool swallowingHandler) =>
        shields == 0 && swallowingHandler ? SwallowingHandler | 1 : shields + 1;

    /// <summary>The same without the innermost <paramref name="count"/> shields.</summary>
    public static int Shallower(int shields, int count) => CountOf(shields) > count ? shields - count : 0;

    public static int CountOf(int shields) => shields & ~SwallowingHandler;

    public static bool IsSwallowingHandler(int shields) => (shields & SwallowingHandler) != 0;
}
