namespace Estop;

/// <summary>
/// How many locks the awaiting code holds. A lock that is held over an await cannot live on a thread: it flows with the
/// execution context, and each continuation holds it again.
/// </summary>
internal static class AmbientLocks
{
    private static readonly AsyncLocal<int> Current = new();

    public static int Held
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
