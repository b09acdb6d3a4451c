namespace Estop.Runtime;

/// <summary>What is posted to a synchronisation context, and what reports progress through one.</summary>
public static class Posts
{
    /// <summary>In place of <see cref="SynchronizationContext.Post"/>.</summary>
    [ReplacesCall(typeof(SynchronizationContext), nameof(SynchronizationContext.Post))]
    public static void Post(SynchronizationContext context, SendOrPostCallback d, object? state) =>
        context.Post(
            d is not null && Callback.Create() is { } calls
                ? state => calls.Run((d, state), static call => call.d(call.state))
                : d!,
            state);

    /// <summary>In place of <see cref="Progress{T}(Action{T})"/>.</summary>
    [ReplacesCall(typeof(Progress<>), ".ctor")]
    public static Progress<T> NewProgress<T>(Action<T> handler) =>
        new(handler is not null && Callback.Create() is { } calls
            ? value => calls.Run((handler, value), static call => call.handler(call.value))
            : handler!);
}
