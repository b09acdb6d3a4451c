using System.Reflection;

namespace Estop.Tests.Waits;

/// <summary>
/// A blocking wait for a <see cref="SemaphoreSlim"/> gets in line behind those who await it, and leaves that line by a token
/// only: an interrupt would leave its place behind, to which a permit is then given.
/// </summary>
public class SemaphoreTests
{
    public static TheoryData<string> Waits => [.. All.Keys];

    private static readonly Dictionary<string, Action<SemaphoreSlim>> All = new()
    {
        ["Wait()"] = static semaphore => semaphore.Wait(),
        ["Wait(int)"] = static semaphore => semaphore.Wait(3_600_000),
        ["Wait(TimeSpan)"] = static semaphore => semaphore.Wait(TimeSpan.FromHours(1)),
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Looks_at_a_worker_in_line_lose_no_permit(string wait)
    {
        using var semaphore = new SemaphoreSlim(0);
        var ahead = semaphore.WaitAsync();
        await using var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            All[wait](semaphore);
        });
        for (var look = 0; look < 3; look++)
        {
            Phase.Until(() => IsSomeoneBehind(semaphore), "the worker was in line");
            await Phase.InTime(scope.LookAsync(Phase.Patience));
        }

        semaphore.Release(2);

        await Phase.InTime(ahead);
        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task A_stop_of_a_worker_in_line_loses_no_permit(string wait)
    {
        using var semaphore = new SemaphoreSlim(0);
        var ahead = semaphore.WaitAsync();
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            All[wait](semaphore);
        });
        Phase.Until(() => IsSomeoneBehind(semaphore), "the worker was in line");
        await Phase.Stop(scope);

        semaphore.Release(2);

        await Phase.InTime(ahead);
        Assert.Equal(1, semaphore.CurrentCount);
    }

    /// <summary>Whether there is somebody behind the first one in line. Before it gets there, a wait spins and sleeps.</summary>
    private static bool IsSomeoneBehind(SemaphoreSlim semaphore)
    {
        return !ReferenceEquals(Of("m_asyncHead"), Of("m_asyncTail"));
        object? Of(string field) =>
            typeof(SemaphoreSlim).GetField(field, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(semaphore);
    }
}
