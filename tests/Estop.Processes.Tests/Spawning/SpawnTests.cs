namespace Estop.Processes.Tests;

public class SpawnTests
{
    [Fact]
    public async Task A_program_is_started_and_what_it_returns_is_told()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("echo hello; exit 42");

        Assert.Equal("hello", await process.LineAsync());
        var end = await process.End.WaitAsync(Guardians.Timeout);
        Assert.Equal(42, end.ExitCode);
        Assert.Null(end.Signal);
    }
}
