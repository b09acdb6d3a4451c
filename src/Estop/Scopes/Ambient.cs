namespace Estop;

/// <summary>The scope on whose behalf code executes. It flows as any <see cref="AsyncLocal{T}"/> does.</summary>
internal static class Ambient
{
    private static readonly AsyncLocal<StopScope?> Current = new();

    public static StopScope? Scope
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
