using Estop.Tests.Signals;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Looks;

/// <summary>What the kernel and the locks know of a thread.</summary>
public class ThreadLookTests
{
    [Fact]
    public async Task Of_a_thread_that_comes_to_no_safepoint_the_look_tells_what_the_kernel_knows()
    {
        var release = false;
        await using var native = Worker.OnThread(static inPlace => NativeCalls.Block("read", inPlace));
        var spins = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });
        ThreadLook Look(StopScope scope) =>
            Assert.Single(Phase.Block(scope.LookAsync(TimeSpan.FromMilliseconds(50))).Threads);
        Phase.Until(() => Look(native).State == 'S', "the thread was in its system call");

        var (blocked, spinning) = (Look(native), Look(spins));
        Volatile.Write(ref release, true);

        Assert.Equal(StackSource.None, blocked.Source);
        Assert.Empty(blocked.Stack);
        Assert.StartsWith("read pipe:", blocked.SystemCall);
        Assert.NotNull(blocked.WaitChannel);
        Assert.Equal(StackSource.None, spinning.Source);
        Assert.Equal('R', spinning.State);
        Assert.True(spinning.CpuTime > TimeSpan.Zero);
        await Phase.InTime(spins.Completion);
    }

    [Fact]
    public async Task The_lock_that_a_thread_waits_for_and_who_holds_it_are_shown()
    {
        var gate = new object();
        var @lock = new Lock();
        await using var holder = Worker.OnThread(inPlace =>
        {
            lock (gate)
            {
                lock (@lock)
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
            }
        });
        await using var monitor = Worker.OnThread(inPlace =>
        {
            inPlace();
            lock (gate)
            {
            }
        });
        await using var other = Worker.OnThread(inPlace =>
        {
            inPlace();
            lock (@lock)
            {
            }
        });

        foreach (var (waiter, type) in new[] { (monitor, typeof(object)), (other, typeof(Lock)) })
        {
            ThreadLook thread;
            do
            {
                thread = Assert.Single((await Phase.InTime(waiter.LookAsync(Phase.Patience))).Threads);
            }
            while (thread.Source != StackSource.Wait);

            Assert.Equal(type.FullName, thread.WaitsFor);
            Assert.Equal(holder.ThreadIds.Single(), thread.LockHolder);
        }

        Assert.True(Assert.Single((await Phase.InTime(holder.LookAsync(Phase.Patience))).Threads).IsShielded);
    }

    [Fact]
    public async Task The_thread_of_a_worker_bears_its_name_for_the_operating_system_too()
    {
        await using var scope = Worker.OnThread(
            static inPlace =>
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            },
            name: "cam-42");

        var thread = Assert.Single((await Phase.InTime(scope.LookAsync(Phase.Patience))).Threads);

        Assert.Equal("cam-42", thread.Name);
        Assert.True(thread.IsDedicated);
        Assert.Equal("cam-42", File.ReadAllText($"/proc/self/task/{thread.OsThreadId}/comm").Trim());
    }
}
