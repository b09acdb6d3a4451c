namespace Estop;

/// <summary>
/// A shield that contains an await. It cannot live on a thread: it flows with the execution context, and each
/// continuation enters it again.
/// </summary>
internal sealed class AwaitingShield
{
    private static readonly AsyncLocal<AwaitingShield?> Ambient = new();

    // Until then nobody need look at the context.
    private static volatile bool EverUsed;

    private readonly AwaitingShield? _outer;

    /// <param name="outer">The shield in which this one lies.</param>
    /// <param name="swallowingHandler">Whether it is that of a handler that swallows.</param>
    /// <param name="entered">When, as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
    public AwaitingShield(AwaitingShield? outer, bool swallowingHandler, long entered)
    {
        EverUsed = true;
        _outer = outer;
        Depth = DepthOf(outer) + 1;
        Shields = ShieldDepth.Deeper(outer?.Shields ?? 0, swallowingHandler);
        HandlerEntered = outer?.HandlerEntered ?? entered;
    }

    /// <summary>The innermost shield that the awaiting code is in; null when it is in none.</summary>
    public static AwaitingShield? Current
    {
        get => EverUsed ? Ambient.Value : null;
        set => Ambient.Value = value;
    }

    /// <summary>How many shields it is, with those in which it lies.</summary>
    public int Depth { get; }

    /// <summary>What a thread that goes on with the code has as its shields. See <see cref="ShieldDepth"/>.</summary>
    public int Shields { get; }

    /// <summary>When the outermost of the shields was entered.</summary>
    public long HandlerEntered { get; }

    /// <summary>Whether it was left at its end. Nothing tells of one that was left by an exception.</summary>
    public bool IsOver { get; private set; }

    public static int DepthOf(AwaitingShield? shield) => shield?.Depth ?? 0;

    /// <summary>Leaves all shields beyond <paramref name="depth"/>. Returns how many those were.</summary>
    public static int LeaveTo(int depth)
    {
        var current = Current;
        var left = DepthOf(current) - depth;
        if (left <= 0)
        {
            return 0;
        }

        while (DepthOf(current) > depth)
        {
            current!.IsOver = true;
            current = current._outer;
        }

        Current = current;
        return left;
    }
}
