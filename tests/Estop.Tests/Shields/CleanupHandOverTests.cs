namespace Estop.Tests.Shields;

/// <summary>What cleanup hands over and does not wait for is cleanup, from the moment it is handed over.</summary>
public class CleanupHandOverTests
{
    [Fact]
    public async Task What_cleanup_hands_over_is_waited_for_also_while_no_thread_is_free_for_it()
    {
        var late = new LateScheduler();
        var saved = false;
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                Task.Factory.StartNew(() => saved = true, default, TaskCreationOptions.None, late);
            }
        });
        var thread = Assert.Single(scope.ThreadIds);
        var stop = Phase.Stop(scope);
        Phase.Until(() => !Directory.Exists($"/proc/self/task/{thread}"), "the thread of the run had gone");

        late.RunAll();

        Assert.Equal(CleanupOutcome.Finished, (await stop).Cleanup);
        Assert.True(saved);
    }

    [Fact]
    public async Task What_never_starts_is_cut_when_the_cleanup_budget_is_spent()
    {
        var late = new LateScheduler();
        var saved = false;
        var scope = Worker.OnThread(
            inPlace =>
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                finally
                {
                    Task.Factory.StartNew(() => saved = true, default, TaskCreationOptions.None, late);
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(CleanupOutcome.Cut, (await Phase.Stop(scope)).Cleanup);

        late.RunAll();
        Assert.False(saved);
    }

    /// <summary>Has a thread for nothing until it is told so.</summary>
    private sealed class LateScheduler : TaskScheduler
    {
        private readonly List<Task> _tasks = [];

        public void RunAll() => _tasks.ForEach(task => TryExecuteTask(task));

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

        protected override void QueueTask(Task task) => _tasks.Add(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
