using Estop.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers.Tests.Containments;

/// <summary>Where a run of a kind executes that leaves it to the service.</summary>
public class ContainmentChoiceTests
{
    [Fact]
    public void A_kind_whose_code_holds_up_stops_gets_a_process_of_its_own_and_says_why()
    {
        foreach (var kind in Kinds(estop => estop.AddWorker<NoInput>("delegate", HeldUp).AddWorker<HeldUpWorker>("class")
            .AddWorker<DerivedWorker>("derived").AddAsyncWorker<NoInput>("async", HeldUpAsync)))
        {
            kind.IsUnwoven = false;
            var choice = ContainmentChoice.Of(kind, requested: null, hasChildren: true);
            Assert.Equal(Containment.OwnProcess, choice.Where);
            Assert.Contains("libc!pause", choice.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_kind_of_which_nothing_is_known_stays_until_a_run_of_it_is_abandoned()
    {
        var kind = Kinds(estop => estop.AddWorker<NoInput>("clean", Clean)).Single();
        kind.IsUnwoven = false;
        Assert.Equal(Containment.InProcess, ContainmentChoice.Of(kind, requested: null, hasChildren: true).Where);

        kind.WasAbandoned = true;

        var choice = ContainmentChoice.Of(kind, requested: null, hasChildren: true);
        Assert.Equal(Containment.OwnProcess, choice.Where);
        Assert.Contains("abandoned", choice.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_is_not_woven_gets_a_process_of_its_own()
    {
        var kind = Kinds(estop => estop.AddWorker<NoInput>("clean", Clean)).Single();
        kind.IsUnwoven = true;
        var choice = ContainmentChoice.Of(kind, requested: null, hasChildren: true);
        Assert.Equal(Containment.OwnProcess, choice.Where);
        Assert.Contains("not woven", choice.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_says_where_is_asked_first_and_without_child_processes_nobody_else_is()
    {
        var kind = Kinds(estop => estop.AddWorker<NoInput>("delegate", HeldUp)).Single();
        Assert.Equal(Containment.InProcess, ContainmentChoice.Of(kind, Containment.InProcess, hasChildren: true).Where);
        Assert.Equal(Containment.InProcess, ContainmentChoice.Of(kind, requested: null, hasChildren: false).Where);
    }

    private static List<Kind> Kinds(Action<EstopBuilder> register)
    {
        var services = new ServiceCollection();
        services.AddEstop(register);
        var kinds = services.Select(static service => service.ImplementationInstance).OfType<Kind>().ToList();
        kinds.ForEach(static kind => kind.RunsInChildren = true);
        return kinds;
    }

    private static void Clean(NoInput input, WorkerContext context)
    {
    }

    [HoldsUpStops("libc!pause (a native function)")]
    private static void HeldUp(NoInput input, WorkerContext context)
    {
    }

    [HoldsUpStops("libc!pause (a native function)")]
    private static Task HeldUpAsync(NoInput input, WorkerContext context) => Task.CompletedTask;

    private class HeldUpWorker : Worker<NoInput>
    {
        [HoldsUpStops("libc!pause (a native function)")]
        protected override void Run(NoInput input, WorkerContext context)
        {
        }
    }

    private sealed class DerivedWorker : HeldUpWorker;
}
