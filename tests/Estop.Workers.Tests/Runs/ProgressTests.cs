namespace Estop.Workers.Tests.Runs;

public class ProgressTests
{
    [Fact]
    public void Reports_are_counted_and_the_last_text_and_number_are_kept()
    {
        var board = new ProgressBoard(TimeProvider.System);
        Assert.Null(board.Last);

        board.Report("round 1", value: null);
        board.Report(text: null, value: 0.5);
        board.Report(text: null, value: null);

        Assert.Equal((3, "round 1", 0.5), (board.Last!.Count, board.Last.Text, board.Last.Value));
    }

    [Fact]
    public async Task No_report_is_lost_when_threads_report_at_once()
    {
        var board = new ProgressBoard(TimeProvider.System);

        await Phase.InTime(Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var report = 0; report < 1000; report++)
            {
                board.Report(text: null, value: report);
            }
        }))));

        Assert.Equal(4000, board.Last!.Count);
    }

    [Fact]
    public void Long_texts_are_cut()
    {
        var board = new ProgressBoard(TimeProvider.System);

        board.Report(new string('x', 5000), value: null);

        Assert.Equal(1000, board.Last!.Text!.Length);
    }
}
