using Estop.Weaving.Tests.Harness;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Instruction;

namespace Estop.Weaving.Tests;

/// <summary>Flow that C# compilers do not make, but others and obfuscators do.</summary>
public class UnusualFlowTests
{
    [Fact]
    public void A_loop_that_is_entered_in_two_places_does_what_it_did()
    {
        // Counts n down by 1 and 2 in turns, starting amid the loop for odd n; returns the number of steps.
        using var code = HandBuilt.Function(il =>
        {
            var (first, second, end) = (Create(OpCodes.Ldarg_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Ldloc_0));
            il.Emit(
                Create(OpCodes.Ldarg_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.And), Create(OpCodes.Brtrue, second),
                first, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Sub), Create(OpCodes.Starg, il.Body.Method.Parameters[0]),
                Create(OpCodes.Ldloc_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
                second, Create(OpCodes.Ldc_I4_2), Create(OpCodes.Sub), Create(OpCodes.Starg, il.Body.Method.Parameters[0]),
                Create(OpCodes.Ldloc_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
                Create(OpCodes.Ldarg_0), Create(OpCodes.Ldc_I4_0), Create(OpCodes.Bgt, first),
                end, Create(OpCodes.Ret));
        }).Weave().Load();
        Assert.Equal(8, code.Call("Run", 12));
        Assert.Equal(9, code.Call("Run", 13));
    }

    [Fact]
    public async Task A_loop_that_is_entered_in_two_places_ends()
    {
        using var code = HandBuilt.Endless((il, ready) =>
        {
            var (first, second) = (Create(OpCodes.Nop), Create(OpCodes.Nop));
            il.Emit(
                [
                    .. ready,
                    Create(OpCodes.Ldarg_0), Create(OpCodes.Brtrue, second),
                    first, Create(OpCodes.Ldarg_0), Create(OpCodes.Brfalse, second),
                    second, Create(OpCodes.Br, first),
                ]);
        }).Weave().Load();
        await Worker.StopAsync(code);
    }

    [Fact]
    public void A_loop_that_a_switch_goes_back_to_does_what_it_did()
    {
        using var code = Switching().Weave().Load();
        Assert.Equal(10, code.Call("Run", 10));
    }

    [Fact]
    public void A_loop_that_a_switch_goes_back_to_has_a_poll() => Assert.Equal(1, Switching().Weave().Report.LoopsPolled);

    [Fact]
    public void A_loop_with_values_on_the_stack_does_what_it_did()
    {
        using var code = HandBuilt.Function(il =>
        {
            var head = Create(OpCodes.Ldc_I4_3);
            il.Emit(
                Create(OpCodes.Ldc_I4_0),
                head, Create(OpCodes.Add), Create(OpCodes.Dup), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head),
                Create(OpCodes.Ret));
        }).Weave().Load();
        Assert.Equal(102, code.Call("Run", 100));
    }

    [Fact]
    public void A_loop_whose_head_starts_a_try_block_does_what_it_did()
    {
        using var code = HandBuilt.Function(il =>
        {
            var (head, handler, end) = (Create(OpCodes.Ldloc_0), Create(OpCodes.Pop), Create(OpCodes.Ldloc_0));
            il.Emit(
                head, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
                Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head),
                Create(OpCodes.Ldloc_1), Create(OpCodes.Brtrue, head), Create(OpCodes.Leave, end),
                handler, Create(OpCodes.Leave, head),
                end, Create(OpCodes.Ret));
            il.Clause(ExceptionHandlerType.Catch, head, handler, end);
        }).Weave().Load();
        Assert.Equal(17, code.Call("Run", 17));
    }

    [Fact]
    public async Task A_loop_by_leave_into_the_start_of_a_try_block_ends()
    {
        using var code = HandBuilt.Endless((il, ready) =>
        {
            var (head, handler) = (Create(OpCodes.Ldnull), Create(OpCodes.Pop));
            il.Emit([.. ready, head, Create(OpCodes.Throw), handler, Create(OpCodes.Leave, head)]);
            il.Clause(ExceptionHandlerType.Catch, head, handler, null);
        }).Weave().Load();
        await Worker.StopAsync(code);
    }

    [Fact]
    public void A_fault_block_at_the_end_of_the_method_runs_when_it_must_and_only_then()
    {
        // local 0 = n; try { if (n == 0) throw null } fault { collect; local 1 = 7 } with a catch around it.
        using var code = HandBuilt.Function(il =>
        {
            var collect = Create(OpCodes.Call, il.Body.Method.Module.ImportReference(typeof(GC).GetMethod("GetGeneration", [typeof(object)])));
            var (start, fine, fault, caught, end) =
                (Create(OpCodes.Ldarg_0), Create(OpCodes.Nop), Create(OpCodes.Ldstr, "any"), Create(OpCodes.Pop), Create(OpCodes.Ldloc_1));
            il.Emit(
                start, Create(OpCodes.Brtrue, fine), Create(OpCodes.Ldnull), Create(OpCodes.Throw),
                fine, Create(OpCodes.Leave, end),
                fault, collect, Create(OpCodes.Pop), Create(OpCodes.Ldc_I4_7), Create(OpCodes.Stloc_1), Create(OpCodes.Endfinally),
                caught, Create(OpCodes.Leave, end),
                end, Create(OpCodes.Ret));
            il.Clause(ExceptionHandlerType.Fault, start, fault, caught);
            il.Clause(ExceptionHandlerType.Catch, start, caught, end);
        }).Weave().Load();
        Assert.Equal(0, code.Call("Run", 1));
        Assert.Equal(7, code.Call("Run", 0));
    }

    [Fact]
    public void A_finally_block_with_several_ends_and_a_loop_at_its_start_does_what_it_did()
    {
        using var code = HandBuilt.Function(il =>
        {
            var collect = Create(OpCodes.Call, il.Body.Method.Module.ImportReference(typeof(GC).GetMethod("GetGeneration", [typeof(object)])));
            var (start, head, other, end) =
                (Create(OpCodes.Nop), Create(OpCodes.Ldloc_1), Create(OpCodes.Ldstr, "any"), Create(OpCodes.Ldloc_1));
            il.Emit(
                start, Create(OpCodes.Leave, end),
                head, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_1),
                Create(OpCodes.Ldloc_1), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head),
                Create(OpCodes.Ldarg_0), Create(OpCodes.Brtrue, other), Create(OpCodes.Endfinally),
                other, collect, Create(OpCodes.Pop), Create(OpCodes.Endfinally),
                end, Create(OpCodes.Ret));
            il.Clause(ExceptionHandlerType.Finally, start, head, end);
        }).Weave().Load();
        Assert.Equal(1, code.Call("Run", 0));
        Assert.Equal(9, code.Call("Run", 9));
    }

    [Fact]
    public void A_loop_in_a_filter_has_no_poll_and_does_what_it_did()
    {
        using var code = Filtering().Weave().Load();
        Assert.Equal(5, code.Call("Run", 5));
        Assert.Equal(0, Filtering().Weave().Report.LoopsPolled);
    }

    [Fact]
    public void A_loop_whose_head_has_a_prefix_does_what_it_did()
    {
        using var code = HandBuilt.Function(il =>
        {
            var (head, local) = (Create(OpCodes.Volatile), il.Body.Variables[0]);
            il.Emit(
                Create(OpCodes.Ldloca, local),
                head, Create(OpCodes.Ldind_I4), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
                Create(OpCodes.Ldloca, local), Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head),
                Create(OpCodes.Pop), Create(OpCodes.Ldloc_0), Create(OpCodes.Ret));
        }).Weave().Load();
        Assert.Equal(50, code.Call("Run", 50));
    }

    [Fact]
    public void A_branch_that_becomes_too_long_for_its_short_form_does_what_it_did()
    {
        using var code = HandBuilt.Function(il =>
        {
            var (head, end) = (Create(OpCodes.Ldloc_0), Create(OpCodes.Ldloc_0));
            il.Emit(head, Create(OpCodes.Ldarg_0), Create(OpCodes.Bge_S, end));
            for (var i = 0; i < 118; i++)
            {
                il.Emit(Create(OpCodes.Nop));
            }

            il.Emit(
                Create(OpCodes.Ldloc_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0), Create(OpCodes.Br_S, head),
                end, Create(OpCodes.Ret));
        }).Weave().Load();
        Assert.Equal(21, code.Call("Run", 21));
    }

    [Fact]
    public void A_method_that_jumps_into_another_is_left_alone_and_reported()
    {
        var woven = HandBuilt.Function(il => il.Emit(Create(OpCodes.Jmp, il.Body.Method))).Weave();
        var finding = Assert.Single(woven.Report.Findings);
        Assert.Equal((StoppabilityCause.LeftAlone, "Code.Run(Int32)"), (finding.Cause, finding.Subject));
        Assert.Contains("jumps", finding.Detail);
    }

    private static Snippet Switching() => HandBuilt.Function(il =>
    {
        var (head, end) = (Create(OpCodes.Ldloc_0), Create(OpCodes.Ldloc_0));
        il.Emit(
            head, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldarg_0), Create(OpCodes.Ldloc_0), Create(OpCodes.Sub), Create(OpCodes.Ldc_I4_0), Create(OpCodes.Cgt),
            Create(OpCodes.Switch, [end, head]),
            end, Create(OpCodes.Ret));
    });

    private static Snippet Filtering() => HandBuilt.Function(il =>
    {
        var (start, filter, loop, handler, end) = (
            Create(OpCodes.Ldnull), Create(OpCodes.Pop), Create(OpCodes.Ldloc_0), Create(OpCodes.Pop), Create(OpCodes.Ldloc_0));
        il.Emit(
            start, Create(OpCodes.Throw),
            filter,
            loop, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, loop),
            Create(OpCodes.Ldc_I4_1), Create(OpCodes.Endfilter),
            handler, Create(OpCodes.Leave, end),
            end, Create(OpCodes.Ret));
        il.Clause(ExceptionHandlerType.Filter, start, handler, end, filter);
    });
}
