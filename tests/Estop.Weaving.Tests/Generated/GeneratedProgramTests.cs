using CsCheck;
using Estop.Tests.Generated;

namespace Estop.Weaving.Tests.Generated;

/// <summary>
/// Programs that a generator writes: the same each time, and others by the command of the benchmarks. A failure names the
/// seed of its batch, which <c>ESTOP_GENERATED_SEED</c> runs again, and shows the smallest program that still fails.
/// </summary>
public class GeneratedProgramTests
{
    private const string Seed = "eBv7ypGdYLs0";
    private const int Batches = 2;
    private const int ProgramsOfABatch = 15;

    [Fact]
    public async Task Generated_programs_do_what_they_did_and_can_be_stopped_in_any_loop()
    {
        var random = PCG.Parse(Environment.GetEnvironmentVariable("ESTOP_GENERATED_SEED") is { Length: > 0 } seed ? seed : Seed);
        for (var i = 0; i < Batches; i++)
        {
            var batch = random.ToString();
            var tally = await Checker.CheckAsync(random, ProgramsOfABatch);
            if (tally.Failures.Count > 0)
            {
                var smallest = await Reducer.ReduceAsync(tally.Failures[0], tally.Level);
                Assert.Fail($"ESTOP_GENERATED_SEED={batch}, {tally.Failures.Count} failed. {smallest}");
            }
        }
    }
}
