namespace Estop.WorkerHost.Tests;

public class LogPumpTests
{
    [Fact]
    public void A_logger_that_throws_ends_neither_the_process_nor_the_pump()
    {
        using var full = new ManualResetEventSlim();
        using var told = new ManualResetEventSlim();
        using var pump = new LogPump(_ =>
        {
            told.Set();
            throw new IOException("The log is full.");
        });
        pump.Start();
        pump.Add(full.Wait);
        pump.Add(static () => throw new IOException("The log is full."));
        for (var i = 0; i < 20_000; i++)
        {
            pump.Add(static () => { });
        }

        full.Set();

        Phase.Reached(told);
        using var after = new ManualResetEventSlim();
        pump.Add(after.Set);
        Phase.Reached(after);
    }
}
