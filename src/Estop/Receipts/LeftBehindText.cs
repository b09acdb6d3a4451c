using System.Text;

namespace Estop;

/// <summary>Says in one sentence where a thread was that a stop did not get out of the scope.</summary>
internal static class LeftBehindText
{
    public static string Of(ThreadLook thread)
    {
        var text = new StringBuilder($"Thread {thread.OsThreadId}");
        if (thread.Name is { } name)
        {
            text.Append($" '{name}'");
        }

        text.Append(" still executes code of the run");
        if (thread.Stack is [var innermost, ..])
        {
            text.Append($" in {innermost}");
        }

        if (thread.WaitsIn is not null || thread.WaitsFor is not null)
        {
            text.Append($", waits in {thread.WaitsIn ?? "a woven wait"}");
            if (thread.WaitsFor is { } awaited)
            {
                text.Append($" for {awaited}");
            }

            if (thread.LockHolder is { } holder)
            {
                text.Append($", which thread {holder} holds");
            }
        }
        else if (thread.SystemCall is { } call)
        {
            text.Append($", is in the system call {call}");
            if (thread.WaitChannel is { } channel)
            {
                text.Append($", asleep in {channel}");
            }
        }
        else if (thread.State is { } state)
        {
            text.Append(state == 'R' ? ", computes" : $", is in state {state}");
        }

        if (thread.Source == StackSource.None)
        {
            text.Append(", and comes to no safepoint");
        }

        if (thread.IsShielded)
        {
            text.Append(", and is in a shield");
        }

        return text.Append('.').ToString();
    }
}
