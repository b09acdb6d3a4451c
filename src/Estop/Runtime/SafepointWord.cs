namespace Estop.Runtime;

/// <summary>
/// The words that woven code reads. In a class of their own, without initialisers, so that no poll ever asks whether a
/// type initialiser has run.
/// </summary>
internal static class SafepointWord
{
    /// <summary>Not zero while some scope wants the attention of a thread. Written by <see cref="Attention"/> only.</summary>
    public static int Pending;

    /// <summary>Not zero while some scope's stop or pause is due. Written by <see cref="Attention"/> only.</summary>
    public static int Stopping;
}
