namespace Estop;

/// <summary>
/// How many shields the awaiting code is in, and how many locks it holds. What contains an await cannot live on a
/// thread: it flows with the execution context, and each continuation enters it again.
/// </summary>
internal static class AmbientShield
{
    private static readonly AsyncLocal<int> CurrentDepth = new();
    private static readonly AsyncLocal<int> CurrentLocks = new();

    public static int Depth
    {
        get => CurrentDepth.Value;
        set => CurrentDepth.Value = value;
    }

    public static int Locks
    {
        get => CurrentLocks.Value;
        set => CurrentLocks.Value = value;
    }
}
