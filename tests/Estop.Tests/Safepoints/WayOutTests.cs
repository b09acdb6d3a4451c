using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Estop.Runtime;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Safepoints;

/// <summary>A stop is not thrown over code that it would harm; it waits until it is called from elsewhere.</summary>
public class WayOutTests
{
    [Fact]
    public async Task A_callback_ends_under_native_code_that_has_called_it()
    {
        using var own = new CancellationTokenSource();
        using var inLoop = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            own.Token.Register(() =>
            {
                inLoop.Set();
                while (true)
                {
                    Thread.SpinWait(1);
                }
            });
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });
        var caller = new Thread(() => UnwovenLibrary.CallFromNativeCode(own.Cancel));
        caller.Start();
        Phase.Reached(inLoop);

        await Phase.Stop(scope);

        Assert.True(caller.Join(Phase.HardTimeout));
    }

    [Fact]
    public void What_a_stop_ends_at_is_never_inlined_and_shows_in_every_stack()
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        var roots = new[] { typeof(ScopeBody), typeof(HandedOver), typeof(Callback) }
            .SelectMany(static type => type.GetMethods(Any | BindingFlags.DeclaredOnly))
            .Where(static method => method.GetMethodBody() is { } body
                && body.ExceptionHandlingClauses.Any(static clause =>
                    clause.Flags is ExceptionHandlingClauseOptions.Clause or ExceptionHandlingClauseOptions.Filter))
            .ToList();

        Assert.Equal(3, roots.Select(static root => root.DeclaringType).Distinct().Count());
        Assert.All(roots, static root => Assert.True(
            root.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), $"{root.DeclaringType}.{root.Name}"));
    }

    [Fact]
    public async Task A_stop_does_not_poison_a_type_initialiser_that_is_not_woven()
    {
        await StopWhileInside(inside => UnwovenLibrary.Initialise(() =>
        {
            inside();
            return 7;
        }));

        Assert.Equal(7, UnwovenLibrary.Initialise(() => 0));
    }

    [Fact]
    public async Task A_stop_does_not_poison_a_lazy_value_that_is_not_woven()
    {
        Lazy<int>? kept = null;

        await StopWhileInside(inside =>
        {
            kept = UnwovenLibrary.Keep(() =>
            {
                inside();
                return 7;
            });
            _ = kept.Value;
        });

        Assert.Equal(7, kept!.Value);
    }

    [Fact]
    public async Task A_stop_is_not_thrown_through_native_code_that_has_called_back() =>
        await StopWhileInside(UnwovenLibrary.CallFromNativeCode);

    [Fact]
    public async Task A_stop_is_not_thrown_out_of_a_handler_of_an_ambient_value() =>
        await StopWhileInside(static inside => new AsyncLocal<int>(_ => inside()).Value = 1);

    [Fact]
    public async Task A_stop_is_not_thrown_out_of_an_exception_filter()
    {
        var chosen = false;

        await StopWhileInside(inside =>
        {
            try
            {
                throw new InvalidOperationException();
            }
            catch (InvalidOperationException) when (Accepts())
            {
                chosen = true;
            }

            bool Accepts()
            {
                inside();
                return true;
            }
        });

        Assert.True(chosen);
    }

    [Fact]
    public async Task A_stop_is_not_thrown_at_those_who_are_told_of_every_exception()
    {
        var mine = new InvalidOperationException();
        Action? told = null;
        void Tell(object? sender, FirstChanceExceptionEventArgs args)
        {
            if (ReferenceEquals(args.Exception, mine))
            {
                told!();
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Tell;
        try
        {
            await StopWhileInside(inside =>
            {
                told = inside;
                try
                {
                    throw mine;
                }
                catch (InvalidOperationException)
                {
                }
            });
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Tell;
        }
    }

    [Fact]
    public async Task A_stop_is_not_thrown_out_of_an_awaiter_that_is_told_how_to_go_on()
    {
        await StopWhileInside(static inside => _ = AwaitAsync(new Awaiter(inside)));

        static async Task AwaitAsync(Awaiter awaiter) => await awaiter;
    }

    [Fact]
    public async Task The_constructor_of_a_type_with_a_finalizer_is_not_left_half_way()
    {
        await StopWhileInside(static inside => new Finalizable(inside));

        Assert.Equal(1, Finalizable.Constructed);
    }

    [Fact]
    public async Task A_wait_in_such_a_place_is_not_cut_short()
    {
        using var done = new ManualResetEventSlim();
        var waited = false;
        var scope = Worker.OnThread(inPlace =>
        {
            _ = UnwovenLibrary.Keep(() =>
            {
                inPlace();
                waited = done.Wait(Phase.HardTimeout);
                return 7;
            }).Value;
            while (true)
            {
            }
        });
        var stopping = scope.StopAsync();
        await Phase.Stop(Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        }));
        Assert.False(stopping.IsCompleted);

        done.Set();

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(stopping)).Outcome);
        Assert.True(waited);
    }

    [Fact]
    public async Task An_initialiser_that_does_not_end_is_cut_when_the_cleanup_budget_is_spent()
    {
        var scope = Worker.OnThread(
            static inPlace => _ = UnwovenLibrary.Keep(() =>
            {
                inPlace();
                while (true)
                {
                }
            }).Value,
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(50) });

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_type_initialiser_that_does_not_end_is_cut_too()
    {
        var scope = Worker.OnThread(
            static inPlace =>
            {
                Endless.InPlace = inPlace;
                _ = Endless.Initialised.Value;
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(50) });

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task What_is_called_by_reflection_is_stopped_however_often_the_runtime_has_called_so_before()
    {
        var types = 0;
        var shows = false;

        // The runtime compiles its way there anew some time after the first calls, and shows in the stack from then on.
        Phase.Until(
            () =>
            {
                CallByReflection(() => shows = new StackTrace().GetFrames().Any(static frame =>
                    frame.GetMethod() is { } method && (method.Attributes & MethodAttributes.PinvokeImpl) != 0));
                return shows;
            },
            "the runtime shows in the stack");

        await Phase.Stop(Worker.OnThread(inPlace => CallByReflection(() =>
        {
            inPlace();
            while (true)
            {
            }
        })));

        // A method's first call is the runtime's; a type that was not there before makes a method of it.
        void CallByReflection(Action action)
        {
            var type = typeof(int);
            for (var number = ++types; number > 0; number >>= 1)
            {
                type = ((number & 1) == 1 ? typeof(List<>) : typeof(HashSet<>)).MakeGenericType(type);
            }

            typeof(WayOutTests).GetMethod(nameof(Call), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type).Invoke(null, [action]);
        }
    }

    private static void Call<T>(Action action) => action();

    private static class Endless
    {
        public static Action? InPlace { get; set; }

        internal static class Initialised
        {
            public static readonly int Value = Make();

            static Initialised()
            {
            }

            private static int Make()
            {
                InPlace!();
                while (true)
                {
                }
            }
        }
    }

    private sealed class Awaiter(Action told) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public Awaiter GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => told();

        public void UnsafeOnCompleted(Action continuation) => told();
    }

    private sealed class Finalizable
    {
        public Finalizable(Action construct)
        {
            construct();
            Constructed++;
        }

        ~Finalizable()
        {
        }

        public static int Constructed { get; private set; }
    }

    /// <summary>
    /// Stops a worker while it computes inside <paramref name="call"/>, and lets it come out only when it has gone on
    /// there under the stop. It must be stopped afterwards all the same.
    /// </summary>
    private static async Task StopWhileInside(Action<Action> call)
    {
        var rounds = 0;
        var cameOut = false;
        using var done = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            call(() =>
            {
                inPlace();
                while (!done.IsSet)
                {
                    Interlocked.Increment(ref rounds);
                }

                cameOut = true;
            });
            while (true)
            {
                Interlocked.Increment(ref rounds);
            }
        });
        var stopping = scope.StopAsync();
        Phase.Until(() => scope.Token.IsCancellationRequested, "the stop has begun");
        var before = Volatile.Read(ref rounds);
        Phase.Until(() => Volatile.Read(ref rounds) > before + 100_000, "the worker went on under the stop");
        Assert.False(stopping.IsCompleted);

        done.Set();
        var receipt = await Phase.InTime(stopping);

        Assert.True(cameOut);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.All(receipt.Proof!.Threads, Phase.ThreadIsGone);
    }
}
