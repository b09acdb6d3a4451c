using System.Diagnostics;
using System.Timers;
using Timer = System.Threading.Timer;

namespace Estop.Tests.Scopes;

/// <summary>
/// Code of a worker that something else calls: it belongs to the scope, is stopped with it, and what stops it never gets
/// into the process, which would end by it.
/// </summary>
public class CallbackTests
{
    public static TheoryData<string> Callbacks => [.. All.Keys];

    /// <summary>Each has the given code called on some thread, some time.</summary>
    private static readonly Dictionary<string, Action<Action, List<object>>> All = new()
    {
        ["Timer"] = static (call, keep) => keep.Add(new Timer(_ => call(), null, 0, 1)),
        ["Timer(TimeSpan)"] = static (call, keep) =>
            keep.Add(new Timer(_ => call(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan)),
        ["Timer(long)"] = static (call, keep) => keep.Add(new Timer(_ => call(), null, 0L, -1L)),
        ["Timer(itself)"] = static (call, keep) =>
        {
            var timer = new Timer(_ => call());
            timer.Change(0, 1);
            keep.Add(timer);
        },
        ["System.Timers.Timer"] = static (call, keep) =>
        {
            var timer = new System.Timers.Timer(1);
            timer.Elapsed += (_, _) => call();
            timer.Start();
            keep.Add(timer);
        },
        ["RegisterWaitForSingleObject"] = static (call, keep) => keep.Add(
            ThreadPool.RegisterWaitForSingleObject(new ManualResetEvent(true), (_, _) => call(), null, -1, true)),
        ["RegisterWaitForSingleObject(TimeSpan)"] = static (call, keep) => keep.Add(
            ThreadPool.RegisterWaitForSingleObject(
                new ManualResetEvent(false), (_, _) => call(), null, TimeSpan.FromMilliseconds(1), true)),
        ["Progress"] = static (call, _) => ((IProgress<int>)new Progress<int>(_ => call())).Report(1),
        ["SynchronizationContext.Post"] = static (call, _) => new SynchronizationContext().Post(_ => call(), null),
        ["QueueUserWorkItem"] = static (call, _) => ThreadPool.QueueUserWorkItem(_ => call()),
        ["QueueUserWorkItem<T>"] = static (call, _) => ThreadPool.QueueUserWorkItem(static call => call(), call, true),
        ["Process.Exited"] = static (call, keep) =>
        {
            var process = new Process { StartInfo = new ProcessStartInfo("true"), EnableRaisingEvents = true };
            process.Exited += (_, _) => call();
            process.Start();
            keep.Add(process);
        },
        ["Process.OutputDataReceived"] = static (call, keep) =>
        {
            var start = new ProcessStartInfo("echo", "one") { RedirectStandardOutput = true };
            var process = new Process { StartInfo = start };
            process.OutputDataReceived += (_, _) => call();
            process.Start();
            process.BeginOutputReadLine();
            keep.Add(process);
        },
        ["FileSystemWatcher"] = static (call, keep) =>
        {
            var directory = Directory.CreateTempSubdirectory("estop");
            var watcher = new FileSystemWatcher(directory.FullName);
            watcher.Created += (_, _) => call();
            watcher.EnableRaisingEvents = true;
            File.WriteAllText(Path.Combine(directory.FullName, "file"), "");
            keep.Add(watcher);
            keep.Add(directory);
        },
        ["async void"] = static (call, _) =>
        {
            Later();

            async void Later()
            {
                await Task.Yield();
                call();
            }
        },
    };

    [Theory]
    [MemberData(nameof(Callbacks))]
    public async Task An_endless_callback_is_stopped_with_its_scope_and_the_process_lives(string kind)
    {
        var cleaned = 0;
        var entered = 0;
        var keep = new List<object>();
        var scope = Worker.OnThread(inPlace =>
        {
            All[kind](
                () =>
                {
                    Interlocked.Increment(ref entered);
                    try
                    {
                        inPlace();
                        Thread.Sleep(Timeout.Infinite);
                    }
                    finally
                    {
                        Interlocked.Increment(ref cleaned);
                    }
                },
                keep);
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(scope);

        Assert.Equal(entered, cleaned);
        keep.OfType<DirectoryInfo>().ToList().ForEach(static directory => directory.Delete(recursive: true));
        GC.KeepAlive(keep);
    }

    [Fact]
    public async Task A_callback_that_looks_at_nothing_is_part_of_its_scope_after_the_body_has_returned()
    {
        Timer? timer = null;
        using var entered = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            timer = new Timer(
                _ =>
                {
                    entered.Set();
                    while (true)
                    {
                    }
                },
                null,
                0,
                Timeout.Infinite);
            entered.Wait();
            inPlace();
        });

        await Phase.Stop(scope);
        GC.KeepAlive(timer);
    }

    [Fact]
    public async Task Timers_made_in_a_scope_are_disposed_when_it_is_over()
    {
        PeriodicTimer? periodic = null;
        System.Timers.Timer? timer = null;
        using var disposed = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            periodic = new PeriodicTimer(TimeSpan.FromHours(1));
            timer = new System.Timers.Timer(3_600_000);
            timer.Disposed += (_, _) => disposed.Set();
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(scope);

        Phase.Reached(disposed);
        GC.KeepAlive(timer);
        Assert.False(await Phase.InTime(periodic!.WaitForNextTickAsync().AsTask()));
    }

    [Fact]
    public async Task A_callback_after_the_end_of_its_scope_is_refused_before_its_first_instruction()
    {
        var called = false;
        using var outside = new CancellationTokenSource();
        IProgress<int>? progress = null;
        var scope = Worker.OnThread(inPlace =>
        {
            outside.Token.Register(() => called = true);
            progress = new Progress<int>(_ => called = true);
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });
        await Phase.Stop(scope);

        await outside.CancelAsync();
        progress!.Report(1);
        using var passed = new ManualResetEventSlim();
        ThreadPool.QueueUserWorkItem(_ => passed.Set());
        Phase.Reached(passed);

        Assert.False(called);
    }

    [Fact]
    public async Task What_is_registered_with_the_token_of_the_scope_is_carried_out_by_its_stop()
    {
        for (var round = 0; round < 100; round++)
        {
            var closed = false;
            var scope = Worker.OnThread(inPlace =>
            {
                StopScope.Current!.Token.Register(() =>
                {
                    Thread.Sleep(1);
                    closed = true;
                });
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            });

            await Phase.Stop(scope);

            Assert.True(closed);
        }
    }

    [Fact]
    public async Task A_handler_that_was_added_can_be_removed()
    {
        var calls = 0;
        var end = await Phase.InTime(StopScope.StartThread(() =>
        {
            using var timer = new System.Timers.Timer(1);
            using var ticked = new ManualResetEventSlim();
            timer.Elapsed += Count;
            timer.Elapsed += Count;
            timer.Elapsed -= Count;
            timer.Elapsed -= Count;
            timer.Elapsed += (_, _) => ticked.Set();
            timer.Start();
            ticked.Wait();
        }).Completion);

        Assert.Null(end.Exception);
        Assert.Equal(0, calls);

        void Count(object? sender, ElapsedEventArgs arguments) => calls++;
    }

    [Fact]
    public async Task Work_whose_flow_is_suppressed_is_detached_and_lives_on()
    {
        using var goOn = new ManualResetEventSlim();
        Task<StopScope?>? detached = null;
        StopScope? unsafely = null;
        using var queued = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            using (ExecutionContext.SuppressFlow())
            {
                detached = Task.Run(() =>
                {
                    goOn.Wait();
                    return StopScope.Current;
                });
            }

            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    unsafely = StopScope.Current;
                    queued.Set();
                },
                null);
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(scope);
        goOn.Set();

        Assert.Null(await Phase.InTime(detached!));
        Phase.Reached(queued);
        Assert.Null(unsafely);
    }

    [Fact]
    public async Task A_captured_context_keeps_nothing_of_a_scope_alive_that_is_over()
    {
        var (context, held) = await Run();

        Phase.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !held.IsAlive;
            },
            "what the worker held is gone");
        GC.KeepAlive(context);

        static async Task<(ExecutionContext? Context, WeakReference Held)> Run()
        {
            ExecutionContext? context = null;
            WeakReference? held = null;
            var scope = Worker.OnThread(inPlace =>
            {
                var data = new byte[1000];
                held = new WeakReference(data);
                using var timer = new Timer(_ => GC.KeepAlive(data), null, Timeout.Infinite, Timeout.Infinite);
                context = ExecutionContext.Capture();
                StopScope.Current!.Token.Register(() => GC.KeepAlive(data));
                inPlace();
                Thread.Sleep(Timeout.Infinite);
                GC.KeepAlive(data);
            });
            await Phase.Stop(scope);
            return (context, held!);
        }
    }
}
