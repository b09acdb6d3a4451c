namespace Estop;

/// <summary>
/// How many shields the awaiting code is in. A shield that contains an await cannot live on a thread: it flows with the
/// execution context, and each continuation enters it again.
/// </summary>
internal static class AmbientShield
{
    private static readonly AsyncLocal<int> Current = new();

    public static int Depth
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
