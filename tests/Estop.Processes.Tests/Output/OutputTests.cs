using System.Text;

namespace Estop.Processes.Tests;

public class OutputTests
{
    [Fact]
    public async Task A_process_that_nobody_reads_is_not_held_and_what_was_dropped_is_counted()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("yes | head -n 200000; echo last");

        Assert.Equal(0, (await process.End.WaitAsync(Guardians.Timeout)).ExitCode);

        var kept = new List<string>();
        await foreach (var line in process.Output!.Lines.ReadAllAsync())
        {
            kept.Add(line);
        }

        Assert.Equal(200_001, kept.Count + process.Output.Dropped);
        Assert.True(process.Output.Dropped > 0);
        Assert.Equal((process.Output.Dropped, 0), (process.Output.TakeDropped(), process.Output.TakeDropped()));
        Assert.Equal("last", kept[^1]);
    }

    [Fact]
    public async Task From_the_kill_on_it_is_thrown_away()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("yes");
        await process.LineAsync();

        await process.KillAsync();

        await foreach (var _ in process.Output!.Lines.ReadAllAsync())
        {
            // It ends: what was kept before is all there is.
        }

        Assert.True(process.Output.Dropped > 0);
    }

    [Fact]
    public void The_end_does_not_wait_for_others_that_hold_the_pipe()
    {
        var (here, there) = ProcessOutput.Create();
        using (there)
        {
            var buffer = new byte[1024];
            Assert.True(here.Drain(buffer));

            here.Finish();

            Assert.False(here.Drain(buffer));
            Assert.True(here.Lines.Completion.IsCompleted);
        }
    }

    [Fact]
    public void Lines_are_cut_where_they_end_or_are_too_long()
    {
        var splitter = new LineSplitter();
        var lines = new List<string>();
        foreach (var part in (string[])["one\ntw", "o\r\n", "\n", new string('x', LineSplitter.MaximumLength + 3), "\n", new string('y', LineSplitter.MaximumLength), "\n\nlast"])
        {
            splitter.Add(Encoding.UTF8.GetBytes(part), lines.Add);
        }

        splitter.End(lines.Add);

        Assert.Equal(["one", "two", "", new string('x', LineSplitter.MaximumLength), "xxx", new string('y', LineSplitter.MaximumLength), "", "last"], lines);
    }
}
