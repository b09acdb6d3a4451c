namespace Estop;

/// <summary>Recognises a cancellation, however tasks have wrapped it.</summary>
internal static class Cancellation
{
    /// <summary>The cancellation that <paramref name="exception"/> is, or consists of; null if it is anything else.</summary>
    public static OperationCanceledException? In(Exception? exception) => exception switch
    {
        OperationCanceledException cancelled => cancelled,
        AggregateException { InnerExceptions: [var first, ..] all } when all.All(static one => In(one) is not null) =>
            In(first),
        _ => null,
    };
}
