namespace Estop.Corpus.Tests;

/// <summary>Libraries that others wrote do the same work woven and as they are, and are stopped at random moments of it.</summary>
public class WorkTests
{
    private const int Stops = 20;

    /// <summary>The command of the benchmarks takes others.</summary>
    private const int Seed = 1041557362;

    public static TheoryData<string> Works() => [.. Work.All.Select(work => work.Name)];

    [Fact]
    public void At_least_a_dozen_libraries_work() => Assert.InRange(Work.All.Count, 12, int.MaxValue);

    [Theory, MemberData(nameof(Works))]
    public async Task A_woven_library_does_the_same_and_works_on_after_stops_at_random_moments(string work)
    {
        Assert.SkipWhen(
            Work.NeedsPostgres.Contains(work) && PostgresServer.IsMissing && Environment.GetEnvironmentVariable("CI") is null,
            "There is no PostgreSQL here.");
        var woven = Work.Load(work, woven: true);
        Assert.Equal(Work.Load(work, woven: false).Run(), woven.Run());

        var trial = new StopTrial(woven, Seed);
        await trial.RunAsync(Stops);
        Assert.Empty(trial.Faults);
        Assert.Equal(Stops, trial.Latencies.Count);
    }
}
