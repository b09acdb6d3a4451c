using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Scopes;

/// <summary>
/// Wherever code of a scope is at the bottom of a stack, with a root there or without: no stop gets past it into the process,
/// which would end by it.
/// </summary>
public sealed class UnhandledTests : IDisposable
{
    private const int RoundsUnderTheStop = 200;

    // SIGWINCH: of all signals the one that does nothing else.
    private const int WindowChanged = 28;

    private static readonly ConcurrentQueue<Exception> Unhandled = new();
    private static bool Watching;

    /// <summary>Each has the given code called on some stack, some time.</summary>
    private static readonly Dictionary<string, Action<Action, List<object>>> Bottoms = new()
    {
        ["Thread"] = static (call, _) => new Thread(() => call()).Start(),
        ["Thread.UnsafeStart"] = static (call, _) => new Thread(() => call()).UnsafeStart(),
        ["a thread of a library"] = static (call, _) => UnwovenLibrary.StartThread(call),
        ["the pool"] = static (call, _) => ThreadPool.QueueUserWorkItem(_ => call()),
        ["the pool, by a library"] = static (call, _) => UnwovenLibrary.QueueToPool(call),
        ["the pool, detached"] = static (call, _) => ThreadPool.UnsafeQueueUserWorkItem(_ => call(), null),
        ["the pool, as IThreadPoolWorkItem"] = static (call, _) => ThreadPool.UnsafeQueueUserWorkItem(new Item(call), false),
        ["UnsafeRegisterWaitForSingleObject"] = static (call, keep) => keep.Add(
            ThreadPool.UnsafeRegisterWaitForSingleObject(new ManualResetEvent(true), (_, _) => call(), null, -1, true)),
        ["a timer"] = static (call, keep) => keep.Add(new Timer(_ => call(), null, 0, Timeout.Infinite)),
        ["a timer of a library"] = static (call, keep) => keep.Add(UnwovenLibrary.StartTimer(call)),
        ["a task"] = static (call, _) => Task.Run(call),
        ["a continuation"] = static (call, _) => Task.CompletedTask.ContinueWith(_ => call()),
        ["a task on a scheduler of the user's own"] = static (call, _) =>
            Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.None, new OwnScheduler()),
        ["async void"] = static (call, _) =>
        {
            Later();

            async void Later()
            {
                await Task.Yield();
                call();
            }
        },
        ["async void in a context of the user's own"] = static (call, _) =>
        {
            SynchronizationContext.SetSynchronizationContext(new OwnContext());
            Later();

            async void Later()
            {
                await Task.Yield();
                call();
            }
        },
        ["async void that never awaits"] = static (call, _) =>
        {
            new Thread(() => Now()).Start();

#pragma warning disable CS1998
            async void Now() => call();
#pragma warning restore CS1998
        },
        ["a context of the user's own"] = static (call, _) => new OwnContext().Post(_ => call(), null),
        ["a captured context, run by a library"] = static (call, _) =>
        {
            var context = ExecutionContext.Capture()!;
            UnwovenLibrary.StartThread(() => ExecutionContext.Run(context, _ => call(), null));
        },
        ["a token that a library cancels"] = static (call, _) =>
        {
            var source = new CancellationTokenSource();
            source.Token.Register(call);
            UnwovenLibrary.QueueToPool(source.Cancel);
        },
        ["a token, registered unsafely"] = static (call, _) =>
        {
            var source = new CancellationTokenSource();
            source.Token.UnsafeRegister(_ => call(), null);
            UnwovenLibrary.QueueToPool(source.Cancel);
        },
        ["CancelAfter"] = static (call, keep) =>
        {
            var source = new CancellationTokenSource();
            source.Token.Register(call);
            source.CancelAfter(1);
            keep.Add(source);
        },
        ["an asynchronous callback of a stream"] = static (call, keep) =>
        {
            var stream = new FileStream("/dev/zero", FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
            stream.BeginRead(new byte[1], 0, 1, _ => call(), null);
            keep.Add(stream);
        },
        ["SocketAsyncEventArgs.Completed"] = static (call, keep) =>
        {
            var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
            listener.Start();
            var arguments = new SocketAsyncEventArgs();
            arguments.Completed += (_, _) => call();
            Assert.True(listener.Server.AcceptAsync(arguments));
            keep.Add(arguments);
            var client = new TcpClient();
            client.Connect((System.Net.IPEndPoint)listener.LocalEndpoint);
            keep.Add(client);
        },
        ["a signal"] = static (call, keep) =>
        {
            keep.Add(PosixSignalRegistration.Create((PosixSignal)WindowChanged, _ => call()));
            Assert.Equal(0, Kill(Environment.ProcessId, WindowChanged));
        },
        ["an event of the load context"] = static (call, keep) =>
        {
            var context = new AssemblyLoadContext("empty", isCollectible: true);
            context.Resolving += (_, _) =>
            {
                call();
                return null;
            };
            keep.Add(context);
            new Thread(() =>
            {
                try
                {
                    context.LoadFromAssemblyName(new System.Reflection.AssemblyName("There.Is.None"));
                }
                catch (FileNotFoundException)
                {
                }
            }).Start();
        },
        ["a finalizer"] = static (call, _) =>
        {
            Abandon(call);
            GC.Collect();
        },
    };

    static UnhandledTests() => ExceptionHandling.SetUnhandledExceptionHandler(static exception =>
    {
        // While none of these tests runs, whatever nobody handles ends the process as ever.
        Unhandled.Enqueue(exception);
        return Volatile.Read(ref Watching);
    });

    public UnhandledTests()
    {
        Unhandled.Clear();
        Volatile.Write(ref Watching, true);
    }

    public static TheoryData<string> Names => [.. Bottoms.Keys];

    public void Dispose() => Volatile.Write(ref Watching, false);

    [Theory, MemberData(nameof(Names))]
    public async Task No_stop_gets_into_the_process(string bottom)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Some of them are of Linux.");
        using var ended = new ManualResetEventSlim();
        var keep = new List<object>();
        var scope = Worker.OnThread(inPlace =>
        {
            var scope = StopScope.Current!;
            Bottoms[bottom](
                () =>
                {
                    try
                    {
                        inPlace();
                        Code(scope);
                    }
                    finally
                    {
                        ended.Set();
                    }
                },
                keep);
            Thread.Sleep(Timeout.Infinite);
        });

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = Phase.HardTimeout }));

        Phase.Reached(ended);
        await Phase.InTime(scope.Completion);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Empty(Unhandled);
        keep.OfType<IDisposable>().ToList().ForEach(static one => one.Dispose());
    }

    [Theory]
    [InlineData("async method")]
    [InlineData("task")]
    public async Task What_a_library_awaits_is_given_the_token_as_ever(string where)
    {
        var scope = Worker.OnPool(inPlace =>
        {
            Func<Task> code = () =>
            {
                inPlace();
                return Task.Delay(Timeout.Infinite);
            };
            return where == "task" ? UnwovenLibrary.CallInTask(code) : UnwovenLibrary.CallLaterAsync(code);
        });

        Assert.Equal(Rung.Safepoint, (await Phase.Stop(scope)).EndedBy);
    }

    [Fact]
    public void What_is_unhandled_would_be_seen_here()
    {
        var thrown = new InvalidTimeZoneException("Nobody handles it.");
        UnwovenLibrary.StartThread(() => throw thrown).Join();

        Assert.True(Unhandled.TryDequeue(out var seen));
        Assert.Same(thrown, seen);
    }

    /// <summary>Goes on under the stop for as long as that lets it, and waits in all sorts of ways: each ends of itself.</summary>
    private static void Code(StopScope scope)
    {
        for (var rounds = 0; rounds < RoundsUnderTheStop;)
        {
            rounds += scope.IsStopping ? 1 : 0;
            Thread.Yield();
        }

        Thread.Sleep(1);
        lock (new object())
        {
        }

        new ManualResetEventSlim(true).Wait();
        Task.Delay(1).Wait();
        Task.Delay(1).GetAwaiter().GetResult();
        using var stream = File.OpenRead("/dev/zero");
        _ = stream.ReadAsync(new byte[1]).AsTask().Result;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Abandon(Action call) => _ = new Finalized(call);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private sealed class Item(Action call) : IThreadPoolWorkItem
    {
        public void Execute() => call();
    }

    private sealed class Finalized(Action call)
    {
        ~Finalized() => call();
    }

    private sealed class OwnContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            var context = ExecutionContext.Capture()!;
            UnwovenLibrary.StartThread(() => ExecutionContext.Run(context, _ => d(state), null));
        }
    }

    private sealed class OwnScheduler : TaskScheduler
    {
        protected override void QueueTask(Task task) => UnwovenLibrary.StartThread(() => TryExecuteTask(task));

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
