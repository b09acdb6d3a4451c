using System.Runtime.CompilerServices;

namespace Sample;

/// <summary>The flag hangs on the thread's own object, so that each thread has one. It is looked at in the same places.</summary>
internal sealed class FlagOnTheThread : Way
{
    private static readonly ConditionalWeakTable<Thread, StrongBox<bool>> Flags = [];

    public override string Idea => "a flag set on the thread object";

    public override bool IsAsked => Volatile.Read(ref Flags.GetOrCreateValue(Thread.CurrentThread).Value);

    public override void Stop() => Volatile.Write(ref Flags.GetOrCreateValue(Thread).Value, true);
}
