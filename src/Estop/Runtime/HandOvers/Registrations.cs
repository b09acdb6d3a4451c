namespace Estop.Runtime;

/// <summary>
/// What is called when a token is cancelled. It is how code lets go of what it waits for, so a stop carries it out: shielded,
/// as cleanup.
/// </summary>
public static class Registrations
{
    /// <summary>In place of <see cref="CancellationToken.Register(Action)"/>.</summary>
    [ReplacesCall(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(ref CancellationToken token, Action callback) =>
        token.Register(Entering(callback));

    /// <summary>In place of <see cref="CancellationToken.Register(Action, bool)"/>.</summary>
    [ReplacesCall(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action callback, bool useSynchronizationContext) =>
        token.Register(Entering(callback), useSynchronizationContext);

    /// <summary>In place of <c>CancellationToken.Register(Action{object}, object)</c>.</summary>
    [ReplacesCall(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action<object?> callback, object? state) =>
        token.Register(Entering(callback), state);

    /// <summary>In place of <c>CancellationToken.Register(Action{object, CancellationToken}, object)</c>.</summary>
    [ReplacesCall(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action<object?, CancellationToken> callback, object? state) =>
        token.Register(Entering(callback), state);

    /// <summary>In place of <c>CancellationToken.Register(Action{object}, object, bool)</c>.</summary>
    [ReplacesCall(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action<object?> callback, object? state, bool useSynchronizationContext) =>
        token.Register(Entering(callback), state, useSynchronizationContext);

    private static Action Entering(Action callback) =>
        callback is not null && Callback.Create(isCleanup: true) is { } calls
            ? () => calls.Run(callback, static callback => callback())
            : callback!;

    private static Action<object?> Entering(Action<object?> callback) =>
        callback is not null && Callback.Create(isCleanup: true) is { } calls
            ? state => calls.Run((callback, state), static call => call.callback(call.state))
            : callback!;

    private static Action<object?, CancellationToken> Entering(Action<object?, CancellationToken> callback) =>
        callback is not null && Callback.Create(isCleanup: true) is { } calls
            ? (state, token) => calls.Run((callback, state, token), static call => call.callback(call.state, call.token))
            : callback!;
}
