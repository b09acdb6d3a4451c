using System.Reflection;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Exceptions;

/// <summary>A stop passes everything that catches, wraps and throws again, and never ends the process.</summary>
public class WrappedStopTests
{
    public static TheoryData<string> Ways() => [.. WaysToWrap.Keys];

    private static readonly Dictionary<string, Action<Action>> WaysToWrap = new()
    {
        ["Task.Wait"] = static work => Task.Run(work).Wait(),
        ["Task.Result"] = static work => _ = Task.Run(() => Returning(work)).Result,
        ["GetAwaiter().GetResult()"] = static work => Task.Run(work).GetAwaiter().GetResult(),
        ["Task.WaitAll"] = static work => Task.WaitAll(Task.Run(work), Task.CompletedTask),
        ["WhenAll"] = static work => Task.WhenAll(Task.Run(work), Task.CompletedTask).Wait(),
        ["MethodInfo.Invoke"] = static work => Method(nameof(Call)).Invoke(null, [work]),
        ["Delegate.DynamicInvoke"] = static work => ((Delegate)work).DynamicInvoke(),
        ["Activator"] = static work => Activator.CreateInstance(typeof(Constructed), work),
        ["an exception of the program's own"] = static work =>
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException("wrapped", exception);
            }
        },
        ["another exception"] = static work =>
        {
            try
            {
                work();
            }
            catch
            {
                throw new InvalidOperationException("It did not work.");
            }
        },
        ["reflection in a task in reflection"] = static work =>
            Method(nameof(CallInTask)).Invoke(null, [work]),
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task A_stop_that_was_wrapped_cannot_be_kept_by_who_catches_that(string way)
    {
        var wrap = WaysToWrap[way];
        var scope = Worker.OnThread(inPlace =>
        {
            while (true)
            {
                try
                {
                    wrap(() =>
                    {
                        inPlace();
                        Thread.Sleep(Timeout.Infinite);
                    });
                }
                catch (AggregateException)
                {
                }
                catch (TargetInvocationException)
                {
                }
                catch (Exception)
                {
                }
            }
        });

        await Phase.Stop(scope);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_stop_that_was_wrapped_ends_a_thread_of_the_worker_and_not_the_process(string way)
    {
        var wrap = WaysToWrap[way];
        var scope = Worker.OnThread(inPlace =>
        {
            new Thread(() => wrap(() =>
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            })).Start();
            Thread.Sleep(Timeout.Infinite);
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(way == "another exception" ? 1 : 0, receipt.LeftBehind.Count);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_stop_that_was_wrapped_ends_a_work_item_and_not_the_process(string way)
    {
        var wrap = WaysToWrap[way];
        var scope = Worker.OnThread(inPlace =>
        {
            ThreadPool.QueueUserWorkItem(_ => wrap(() =>
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }));
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(scope);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_stop_that_was_wrapped_ends_an_async_void_method_and_not_the_process(string way)
    {
        var wrap = WaysToWrap[way];
        var scope = Worker.OnThread(inPlace =>
        {
            Void();
            Thread.Sleep(Timeout.Infinite);

            async void Void()
            {
                await Task.Yield();
                wrap(() =>
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                });
            }
        });

        await Phase.Stop(scope);
    }

    [Theory]
    [InlineData("MethodInfo.Invoke")]
    [InlineData("Task.Wait")]
    [InlineData("GetAwaiter().GetResult()")]
    [InlineData("reflection in a task in reflection")]
    public async Task A_task_that_a_wrapped_stop_ends_is_cancelled(string way)
    {
        Task? task = null;
        var wrap = WaysToWrap[way];
        var scope = Worker.OnThread(inPlace =>
        {
            task = Task.Run(() => wrap(() =>
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }));
            task.Wait();
        });

        await Phase.Stop(scope);

        Assert.Equal(TaskStatus.Canceled, task!.Status);
    }

    [Fact]
    public async Task A_handler_that_logs_what_it_catches_logs_the_stop_once_and_cannot_keep_it()
    {
        var log = new List<string>();
        var scope = Worker.OnThread(inPlace =>
        {
            while (true)
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                catch (Exception exception)
                {
                    UnwovenLibrary.Catch(() => log.Add(exception.ToString()));
                    for (var i = 0; i < 3; i++)
                    {
                        Thread.Sleep(1);
                    }
                }
            }
        });

        await Phase.Stop(scope);

        Assert.Contains(nameof(StopException), Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_initialiser_that_fails_cannot_keep_the_stop()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            while (true)
            {
                try
                {
                    _ = Failing.Value;
                }
                catch (TypeInitializationException)
                {
                    inPlace();
                }
            }
        });

        await Phase.Stop(scope);
    }

    private static int Returning(Action work)
    {
        work();
        return 1;
    }

    private static void Call(Action work) => work();

    private static void CallInTask(Action work) => Task.Run(() => Method(nameof(Call)).Invoke(null, [work])).Wait();

    private static MethodInfo Method(string name) =>
        typeof(WrappedStopTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private sealed class Constructed
    {
        public Constructed(Action work) => work();
    }

    private static class Failing
    {
        public static readonly int Value = int.Parse("x");
    }
}
