using System.Diagnostics;

namespace Estop;

/// <content>Where is it now.</content>
public sealed partial class StopScope
{
    private static readonly TimeSpan DefaultLook = TimeSpan.FromMilliseconds(100);

    // A thread that comes to no safepoint is called for a tenth of the time, since every poll of the process pays for it.
    private static readonly TimeSpan FirstCall = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CallAgain = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan CallPause = TimeSpan.FromMilliseconds(9);

    /// <summary>
    /// Looks where the code of the scope is, without stopping it. Each thread gives its managed stack at its next safepoint,
    /// or in its woven wait, which goes on afterwards with the time that is left of it; asynchronous code is followed along
    /// what it awaits. Of a thread that does neither, the look tells what the kernel knows.
    /// </summary>
    /// <param name="within">
    /// How long to wait for threads that come to no safepoint. Null takes 100 ms. Range: 0 to 1 day.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is out of its range.</exception>
    public async Task<ScopeLook> LookAsync(TimeSpan? within = null)
    {
        Durations.Require(within, TimeSpan.Zero, nameof(within));
        return await LookAsync(
            within ?? DefaultLook, static (answered, wait) => Task.WhenAny(answered, Task.Delay(wait))).ConfigureAwait(false);
    }

    /// <summary>
    /// Looks, for the receipt of <paramref name="ladder"/>, on the calling thread, which waits <paramref name="within"/> that
    /// time: also where the pool has no thread.
    /// </summary>
    internal void LookFor(StopLadder ladder, TimeSpan within)
    {
        ScopeLook look;
        try
        {
            look = LookAsync(
                within,
                static (answered, wait) =>
                {
                    answered.Wait(wait);
                    return Task.CompletedTask;
                }).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // What the kernel or the runtime would not show: the receipt does without.
            return;
        }

        using (_lock.Hold())
        {
            ladder.Looked_NeedsLock(look);
        }
    }

    private async Task<ScopeLook> LookAsync(TimeSpan within, Func<Task, TimeSpan, Task> wait)
    {
        var takenAt = TimeProvider.GetUtcNow();
        var started = Stopwatch.GetTimestamp();
        List<ScopeThread> threads;
        using (_lock.Hold())
        {
            threads = [.. _members.Threads];
        }

        var request = new LookRequest(threads);
        request.Begin();
        using (_lock.Hold())
        {
            // Of those that have left before they were asked nobody comes to answer.
            foreach (var left in threads.Except(_members.Threads))
            {
                request.Answer(left, sighting: null);
            }
        }

        await AnswersAsync(request, within, wait).ConfigureAwait(false);
        request.End();
        var elapsed = Stopwatch.GetElapsedTime(started);

        ScopeOutcome? outcome;
        List<Task> tasks;
        ScopeUsage usage;
        using (_lock.Hold())
        {
            outcome = _end?.Outcome;
            tasks = [.. _members.Awaiting];
            threads.RemoveAll(thread => !_members.Threads.Contains(thread));
            usage = _members.Usage;
        }

        foreach (var thread in threads)
        {
            usage += thread.UsageIn(this, request.Of(thread)?.Allocated);
        }

        return new ScopeLook
        {
            Scope = Name,
            TakenAt = takenAt,
            Elapsed = elapsed,
            Outcome = outcome,
            Threads = [.. threads.Select(thread => LookOf(thread, request.Of(thread)))],
            Awaits = [.. tasks.Where(static task => !task.IsCompleted).Select(AwaitChain.Of)],
            CpuTime = CpuClock.IsSupported ? MeasuresCpu ? CpuTime : usage.Cpu : null,
            AllocatedBytes = usage.Allocated,
        };
    }

    /// <summary>What <paramref name="task"/> ends is code of the scope, and no thread's while it awaits.</summary>
    internal void Awaits(Task task)
    {
        using (_lock.Hold())
        {
            _members.Awaiting.Add(task);
        }
    }

    private static async Task AnswersAsync(LookRequest request, TimeSpan within, Func<Task, TimeSpan, Task> waitFor)
    {
        var started = Stopwatch.GetTimestamp();
        for (var calls = FirstCall; ; calls = CallAgain)
        {
            if (await Within(calls).ConfigureAwait(false))
            {
                return;
            }

            request.Call(false);
            if (await Within(CallPause).ConfigureAwait(false))
            {
                return;
            }

            request.Call(true);
        }

        // True when there is nothing more to wait for.
        async Task<bool> Within(TimeSpan time)
        {
            var left = within - Stopwatch.GetElapsedTime(started);
            var wait = time < left ? time : left > TimeSpan.Zero ? left : TimeSpan.Zero;
            if (!request.Answered.IsCompleted && wait > TimeSpan.Zero)
            {
                await waitFor(request.Answered, wait).ConfigureAwait(false);
            }

            return request.Answered.IsCompleted || left <= time;
        }
    }

    private static ThreadLook LookOf(ScopeThread thread, ThreadSighting? sighting)
    {
        var kernel = KernelView.Of(thread.OsId);
        var (waitsFor, holder) = sighting?.WaitsFor is { } awaited ? WaitText.Of(awaited) : (null, null);
        return new ThreadLook
        {
            OsThreadId = thread.OsId,
            Name = thread.Thread.Name,
            IsDedicated = thread.IsDedicated,
            Source = sighting is null ? StackSource.None : sighting.Waits ? StackSource.Wait : StackSource.Safepoint,
            Stack = sighting?.Stack() ?? [],
            WaitsIn = sighting?.WaitsIn(),
            WaitsFor = waitsFor,
            LockHolder = holder,
            IsShielded = sighting?.IsShielded ?? thread.IsShielded,
            State = kernel.State,
            SystemCall = kernel.SystemCall,
            WaitChannel = kernel.WaitChannel,
            CpuTime = kernel.CpuTime,
        };
    }
}
