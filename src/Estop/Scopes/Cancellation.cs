using System.Reflection;

namespace Estop;

/// <summary>Recognises a cancellation, however tasks, reflection and type initialisers have wrapped it.</summary>
internal static class Cancellation
{
    /// <summary>The cancellation that <paramref name="exception"/> is, or consists of; null if it is anything else.</summary>
    public static OperationCanceledException? In(Exception? exception) => exception switch
    {
        OperationCanceledException cancelled => cancelled,
        AggregateException { InnerExceptions: [var first, ..] all } when all.All(static one => In(one) is not null) =>
            In(first),
        TargetInvocationException or TypeInitializationException => In(exception.InnerException),
        _ => null,
    };

    /// <summary>Whether a stop of <paramref name="scope"/> is what was thrown, or what it was thrown because of.</summary>
    public static bool IsBecauseOf(Exception? exception, StopScope scope) => exception switch
    {
        null => false,
        StopException stop => stop.Scope == scope,
        AggregateException { InnerExceptions: var all } => all.Any(one => IsBecauseOf(one, scope)),
        _ => IsBecauseOf(exception.InnerException, scope),
    };
}
