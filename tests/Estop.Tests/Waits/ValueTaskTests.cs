using System.Threading.Tasks.Sources;

namespace Estop.Tests.Waits;

/// <summary>A value task over a source may be asked for its result once, and not before there is one.</summary>
public class ValueTaskTests
{
    [Fact]
    public async Task A_blocking_look_at_a_value_task_asks_its_source_for_the_result_once()
    {
        var sources = Enumerable.Range(0, 3).Select(static _ => new Source()).ToArray();
        var results = new List<int>();
        var scope = StopScope.StartThread(() =>
        {
            results.Add(sources[0].Task.Result);
            results.Add(sources[1].Task.GetAwaiter().GetResult());
            results.Add(sources[2].Task.ConfigureAwait(false).GetAwaiter().GetResult());
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Null(end.Exception);
        Assert.Equal([42, 42, 42], results);
        Assert.All(sources, static source => Assert.Equal(1, source.Asked));
    }

    [Fact]
    public async Task An_await_of_a_value_task_asks_its_source_for_the_result_once()
    {
        var source = new Source();
        var result = 0;
        var scope = StopScope.StartTask(async () => result = await source.Task);

        await Phase.InTime(scope.Completion);

        Assert.Equal(42, result);
        Assert.Equal(1, source.Asked);
    }

    private sealed class Source : IValueTaskSource<int>
    {
        public int Asked { get; private set; }

        public ValueTask<int> Task => new(this, 0);

        public int GetResult(short token)
        {
            Asked++;
            return 42;
        }

        public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Succeeded;

        public void OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            throw new NotSupportedException();
    }
}
