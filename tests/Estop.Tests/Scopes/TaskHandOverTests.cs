namespace Estop.Tests.Scopes;

/// <summary>Continuations, and tasks that are made first and started later, belong to the scope as every other task.</summary>
[Collection(nameof(TaskHandOverTests))]
[CollectionDefinition(nameof(TaskHandOverTests), DisableParallelization = true)]
public class TaskHandOverTests
{
    public static TheoryData<string> Tasks => [.. All.Keys];

    private static readonly Dictionary<string, Func<Action, Task>> All = new()
    {
        ["ContinueWith(Action)"] = static work => Done().ContinueWith(_ => work()),
        ["ContinueWith(Func)"] = static work => Done().ContinueWith(_ => Worked(work)),
        ["ContinueWith(state)"] = static work => Done().ContinueWith(static (_, work) => ((Action)work!)(), work),
        ["ContinueWith(options)"] = static work =>
            Done().ContinueWith(_ => work(), TaskContinuationOptions.LongRunning),
        ["ContinueWith(scheduler)"] = static work => Done().ContinueWith(_ => work(), TaskScheduler.Default),
        ["ContinueWith(all)"] = static work => Done().ContinueWith(
            _ => work(), default, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default),
        ["Task<T>.ContinueWith(Action)"] = static work => Task.FromResult(1).ContinueWith(_ => work()),
        ["Task<T>.ContinueWith(Func)"] = static work => Task.FromResult(1).ContinueWith(one => one.Result + Worked(work)),
        ["Task<T>.ContinueWith(state)"] = static work =>
            Task.FromResult(1).ContinueWith(static (one, work) => Worked((Action)work!), work),
        ["new Task"] = static work => Started(new Task(work)),
        ["new Task(state)"] = static work => Started(new Task(static work => ((Action)work!)(), work)),
        ["new Task(options)"] = static work => Started(new Task(work, TaskCreationOptions.LongRunning)),
        ["new Task<T>"] = static work => Started(new Task<int>(() => Worked(work))),
        ["new Task<T>(state)"] = static work => Started(new Task<int>(static work => Worked((Action)work!), work)),
        ["Task.Run"] = static work => Task.Run(work),
        ["Task.Factory.StartNew"] = static work => Task.Factory.StartNew(work),
        ["Task.Factory.StartNew in a lock"] = static work =>
        {
            lock (All!)
            {
                return Task.Factory.StartNew(work);
            }
        },
    };

    public static TheoryData<string> RefusedCalls => [.. Refused.Keys];

    private static readonly Dictionary<string, Action> Refused = new()
    {
        ["ContinueWith(Action)"] = static () => Done().ContinueWith(static _ => { }, default, default, null!),
        ["ContinueWith(Func)"] = static () => Done().ContinueWith(static _ => 1, default, default, null!),
        ["ContinueWith(state)"] = static () => Done().ContinueWith(static (_, _) => { }, 1, default, default, null!),
        ["ContinueWith(state, Func)"] = static () => Done().ContinueWith(static (_, _) => 1, 1, default, default, null!),
        ["ContinueWith(options)"] = static () => Done().ContinueWith(static _ => { }, (TaskContinuationOptions)int.MaxValue),
        ["null.ContinueWith"] = static () => ((Task)null!).ContinueWith(static _ => { }),
        ["StartNew(Action)"] = static () => Task.Factory.StartNew(static () => { }, default, default, null!),
        ["StartNew(Func)"] = static () => Task.Factory.StartNew(static () => 1, (TaskCreationOptions)int.MaxValue),
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task An_endless_task_is_stopped_with_its_scope_ends_as_cancelled_and_leaves_nothing_unobserved(string kind)
    {
        Collect();
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, _) => Interlocked.Increment(ref unobserved);
        TaskScheduler.UnobservedTaskException += count;
        var status = await Stopped(kind);
        Collect();
        TaskScheduler.UnobservedTaskException -= count;
        Assert.Equal(TaskStatus.Canceled, status);
        Assert.Equal(0, unobserved);
    }

    [Fact]
    public async Task A_stop_out_of_a_task_with_the_users_own_token_leaves_nothing_unobserved()
    {
        Collect();
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, _) => Interlocked.Increment(ref unobserved);
        TaskScheduler.UnobservedTaskException += count;
        await Run();
        Collect();
        TaskScheduler.UnobservedTaskException -= count;
        Assert.Equal(0, unobserved);

        static async Task Run()
        {
            using var own = new CancellationTokenSource();
            await Phase.Stop(Worker.OnThread(inPlace =>
            {
                _ = Task.Factory.StartNew(
                    () =>
                    {
                        inPlace();
                        Thread.Sleep(Timeout.Infinite);
                    },
                    own.Token);
                Thread.Sleep(Timeout.Infinite);
            }));
        }
    }

    [Fact]
    public async Task Tasks_and_continuations_end_as_ever_while_nothing_is_stopped()
    {
        var results = new List<object?>();
        var scope = StopScope.StartThread(() =>
        {
            var cold = new Task<int>(static state => (int)state! + 1, 41);
            results.Add(cold.AsyncState);
            results.Add(cold.Status);
            cold.Start();
            results.Add(cold.Result);
            var inline = new Task<int>(static () => 1);
            inline.RunSynchronously();
            results.Add(inline.Result);
            results.Add(Task.FromResult(1).ContinueWith(static one => one.Result + 1).Result);
            var failed = Task.FromException(new InvalidOperationException("own"));
            results.Add(failed.ContinueWith(static task => task.Exception!.InnerException!.Message).Result);
            var skipped = Task.CompletedTask.ContinueWith(static _ => { }, TaskContinuationOptions.OnlyOnFaulted);
            results.Add(((IAsyncResult)skipped).AsyncWaitHandle.WaitOne() && skipped.IsCanceled);
            results.Add(Assert.Throws<AggregateException>(static () =>
                Task.CompletedTask.ContinueWith(static _ => throw new InvalidOperationException("thrown")).Wait())
                .InnerException!.Message);
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Null(end.Exception);
        Assert.Equal([41, TaskStatus.Created, 42, 1, 2, "own", true, "thrown"], results);
    }

    [Theory]
    [MemberData(nameof(RefusedCalls))]
    public async Task What_is_refused_before_it_is_a_task_does_not_hold_the_scope_open(string call)
    {
        Exception? refusal = null;
        var scope = StopScope.StartThread(() => refusal = Record.Exception(Refused[call]));

        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
        Assert.NotNull(refusal);
    }

    private static async Task<TaskStatus> Stopped(string kind)
    {
        Task? task = null;
        var scope = Worker.OnThread(inPlace =>
        {
            task = All[kind](() =>
            {
                inPlace();
                while (true)
                {
                    Thread.Sleep(1000);
                }
            });
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(scope);
        Phase.Until(() => task!.IsCompleted, "the task has ended");
        return task!.Status;
    }

    private static Task Done() => Task.Run(static () => { });

    private static int Worked(Action work)
    {
        work();
        return 1;
    }

    private static Task Started(Task task)
    {
        task.Start();
        return task;
    }

    /// <summary>What tests have left until now is not to be counted later.</summary>
    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
