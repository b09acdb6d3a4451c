using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Threads that woven code makes.</summary>
public static class Threads
{
    private static readonly ConditionalWeakTable<Thread, Body> Bodies = [];

    /// <summary>In place of <see cref="Thread(ThreadStart)"/>.</summary>
    [ReplacesCall(typeof(Thread), ".ctor")]
    public static Thread New(ThreadStart start) => New(start, 0);

    /// <summary>In place of <see cref="Thread(ThreadStart, int)"/>.</summary>
    [ReplacesCall(typeof(Thread), ".ctor")]
    public static Thread New(ThreadStart start, int maxStackSize)
    {
        ArgumentNullException.ThrowIfNull(start);
        return New(_ => start(), maxStackSize);
    }

    /// <summary>In place of <see cref="Thread(ParameterizedThreadStart)"/>.</summary>
    [ReplacesCall(typeof(Thread), ".ctor")]
    public static Thread New(ParameterizedThreadStart start) => New(start, 0);

    /// <summary>In place of <see cref="Thread(ParameterizedThreadStart, int)"/>.</summary>
    [ReplacesCall(typeof(Thread), ".ctor")]
    public static Thread New(ParameterizedThreadStart start, int maxStackSize)
    {
        ArgumentNullException.ThrowIfNull(start);
        var body = new Body(start);
        var thread = new Thread(body.Run, maxStackSize);
        Bodies.Add(thread, body);
        return thread;
    }

    /// <summary>In place of <see cref="Thread.Start()"/>.</summary>
    [ReplacesCall(typeof(Thread), nameof(Thread.Start))]
    public static void Start(Thread thread) => Start(thread, static (thread, _) => thread.Start(), null);

    /// <summary>In place of <see cref="Thread.Start(object?)"/>.</summary>
    [ReplacesCall(typeof(Thread), nameof(Thread.Start))]
    public static void Start(Thread thread, object? parameter) =>
        Start(thread, static (thread, parameter) => thread.Start(parameter), parameter);

    private static void Start(Thread thread, Action<Thread, object?> start, object? parameter)
    {
        Safepoint.Check();
        if (Carried.Scope is not { } scope || !Bodies.TryGetValue(thread, out var body))
        {
            start(thread, parameter);
            return;
        }

        var member = new HandedOver(scope);
        body.Member = member;
        try
        {
            start(thread, parameter);
        }
        catch
        {
            body.Member = null;
            member.NeverStarts();
            throw;
        }
    }

    private sealed class Body(ParameterizedThreadStart start)
    {
        public HandedOver? Member { get; set; }

        public void Run(object? parameter)
        {
            if (Member is { } member)
            {
                member.RunOnOwnThread(() => start(parameter));
            }
            else
            {
                start(parameter);
            }
        }
    }
}
