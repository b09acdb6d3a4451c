namespace Estop.Tests.Lifecycle;

/// <summary>What can happen to a scope.</summary>
internal enum Step
{
    Stop,
    Pause,
    Resume,
    Complete,
    Fail,
    Dispose,
    ChildStart,
    ChildEnd,
}
