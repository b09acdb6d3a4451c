using System.Timers;
using Timer = System.Threading.Timer;

namespace Estop.Runtime;

/// <summary>Timers. What they call belongs to the scope that made them, and they are disposed when it is over.</summary>
public static class Timers
{
    /// <summary>In place of <c>Timer(TimerCallback)</c>.</summary>
    [ReplacesCall(typeof(Timer), ".ctor")]
    public static Timer New(TimerCallback callback) =>
        callback is not null && Callback.Create() is { } calls
            ? calls.EndWithScope(NewSelf(calls, callback), static timer => timer.Dispose())
            : new Timer(callback!);

    /// <summary>In place of <c>Timer(TimerCallback, object?, int, int)</c>.</summary>
    [ReplacesCall(typeof(Timer), ".ctor")]
    public static Timer New(TimerCallback callback, object? state, int dueTime, int period) =>
        New(callback, (dueTime, period), (call, times) => new Timer(call, state, times.dueTime, times.period));

    /// <summary>In place of <c>Timer(TimerCallback, object?, TimeSpan, TimeSpan)</c>.</summary>
    [ReplacesCall(typeof(Timer), ".ctor")]
    public static Timer New(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        New(callback, (dueTime, period), (call, times) => new Timer(call, state, times.dueTime, times.period));

    /// <summary>In place of <c>Timer(TimerCallback, object?, long, long)</c>.</summary>
    [ReplacesCall(typeof(Timer), ".ctor")]
    public static Timer New(TimerCallback callback, object? state, long dueTime, long period) =>
        New(callback, (dueTime, period), (call, times) => new Timer(call, state, times.dueTime, times.period));

    /// <summary>In place of <c>Timer(TimerCallback, object?, uint, uint)</c>.</summary>
    [ReplacesCall(typeof(Timer), ".ctor")]
    public static Timer New(TimerCallback callback, object? state, uint dueTime, uint period) =>
        New(callback, (dueTime, period), (call, times) => new Timer(call, state, times.dueTime, times.period));

    /// <summary>In place of <see cref="PeriodicTimer(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(PeriodicTimer), ".ctor")]
    public static PeriodicTimer NewPeriodicTimer(TimeSpan period) => Ending(new PeriodicTimer(period));

    /// <summary>In place of <see cref="PeriodicTimer(TimeSpan, TimeProvider)"/>.</summary>
    [ReplacesCall(typeof(PeriodicTimer), ".ctor")]
    public static PeriodicTimer NewPeriodicTimer(TimeSpan period, TimeProvider timeProvider) =>
        Ending(new PeriodicTimer(period, timeProvider));

    /// <summary>In place of <see cref="System.Timers.Timer()"/>.</summary>
    [ReplacesCall(typeof(System.Timers.Timer), ".ctor")]
    public static System.Timers.Timer NewTimer() => Ending(new System.Timers.Timer());

    /// <summary>In place of <see cref="System.Timers.Timer(double)"/>.</summary>
    [ReplacesCall(typeof(System.Timers.Timer), ".ctor")]
    public static System.Timers.Timer NewTimer(double interval) => Ending(new System.Timers.Timer(interval));

    /// <summary>In place of <see cref="System.Timers.Timer(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(System.Timers.Timer), ".ctor")]
    public static System.Timers.Timer NewTimer(TimeSpan interval) => Ending(new System.Timers.Timer(interval));

    /// <summary>In place of adding to <see cref="System.Timers.Timer.Elapsed"/>.</summary>
    [ReplacesCall(typeof(System.Timers.Timer), "add_Elapsed")]
    public static void AddElapsed(System.Timers.Timer timer, ElapsedEventHandler? value) =>
        timer.Elapsed += EventHandlers.Add(timer, nameof(timer.Elapsed), value!, static (calls, handler) => (sender, arguments) =>
            calls.RunUnlessPaused((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="System.Timers.Timer.Elapsed"/>.</summary>
    [ReplacesCall(typeof(System.Timers.Timer), "remove_Elapsed")]
    public static void RemoveElapsed(System.Timers.Timer timer, ElapsedEventHandler? value) =>
        timer.Elapsed -= EventHandlers.Remove(timer, nameof(timer.Elapsed), value!);

    private static Timer New<TTimes>(TimerCallback callback, TTimes times, Func<TimerCallback, TTimes, Timer> create) =>
        callback is not null && Callback.Create() is { } calls
            ? calls.EndWithScope(create(Entering(calls, callback), times), static timer => timer.Dispose())
            : create(callback!, times);

    private static TimerCallback Entering(Callback calls, TimerCallback callback) =>
        state => calls.RunUnlessPaused((callback, state), static call => call.callback(call.state));

    /// <summary>This one is its own state.</summary>
    private static Timer NewSelf(Callback calls, TimerCallback callback) => new(Entering(calls, callback));

    private static T Ending<T>(T timer)
        where T : class, IDisposable =>
        Callback.Create()?.EndWithScope(timer, static timer => timer.Dispose()) ?? timer;
}
