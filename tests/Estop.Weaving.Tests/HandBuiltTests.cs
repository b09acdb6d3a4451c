using Estop.Weaving.Tests.Harness;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Instruction;

namespace Estop.Weaving.Tests;

/// <summary>Shapes of code that compilers do not make, each woven and unwoven.</summary>
public class HandBuiltTests
{
    [Fact]
    public void A_loop_that_stands_before_its_entry_does_what_it_did() => DoesWhatItDid(il =>
    {
        var (test, body, end) = (Create(OpCodes.Ldloc_0), Create(OpCodes.Ldloc_0), Create(OpCodes.Ldloc_1));
        var sum = Create(OpCodes.Ldloc_1);
        il.Emit(
            Create(OpCodes.Br, test),
            body, Create(OpCodes.Ldc_I4_2), Create(OpCodes.Add), Create(OpCodes.Stloc_0), Create(OpCodes.Br, sum),
            end, Create(OpCodes.Ret),
            sum, Create(OpCodes.Ldloc_0), Create(OpCodes.Add), Create(OpCodes.Stloc_1),
            test, Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, body), Create(OpCodes.Br, end));
    });

    [Fact]
    public void Branches_to_what_comes_next_and_instructions_that_do_nothing_do_what_they_did() => DoesWhatItDid(il =>
    {
        var (head, next) = (Create(OpCodes.Nop), Create(OpCodes.Nop));
        il.Emit(head);
        for (var i = 0; i < 300; i++)
        {
            il.Emit(Create(OpCodes.Nop));
        }

        il.Emit(
            Create(OpCodes.Br_S, next), next,
            Create(OpCodes.Ldloc_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Dup), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head), Create(OpCodes.Ldloc_0), Create(OpCodes.Ret));
    });

    [Fact]
    public void Code_that_is_never_reached_does_no_harm() => DoesWhatItDid(il =>
    {
        var (dead, head) = (Create(OpCodes.Ldloc_0), Create(OpCodes.Ldloc_0));
        il.Emit(
            head, Create(OpCodes.Ldc_I4_3), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head), Create(OpCodes.Ldloc_0), Create(OpCodes.Ret),
            dead, Create(OpCodes.Pop), Create(OpCodes.Br, dead));
    });

    [Fact]
    public void An_object_and_a_number_that_wait_on_the_stack_while_a_loop_goes_round_are_what_they_were() => DoesWhatItDid(il =>
    {
        var length = il.Body.Method.Module.ImportReference(typeof(string).GetMethod("get_Length"));
        var head = Create(OpCodes.Ldloc_0);
        il.Emit(
            Create(OpCodes.Ldstr, "four"), Create(OpCodes.Ldc_I4_7),
            head, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Dup), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head),
            Create(OpCodes.Stloc_1), Create(OpCodes.Callvirt, length), Create(OpCodes.Ldloc_1), Create(OpCodes.Add),
            Create(OpCodes.Ldloc_0), Create(OpCodes.Mul), Create(OpCodes.Ret));
    });

    [Fact]
    public void A_loop_whose_head_is_the_start_of_a_handler_does_what_it_did() => DoesWhatItDid(il =>
    {
        var (start, handler, end) = (Create(OpCodes.Ldnull), Create(OpCodes.Stloc, Local(il)), Create(OpCodes.Ldloc_0));
        il.Emit(
            start, Create(OpCodes.Throw),
            handler, Create(OpCodes.Ldloc_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldloc, Local(il)), Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, handler),
            Create(OpCodes.Pop), Create(OpCodes.Leave, end),
            end, Create(OpCodes.Ret));
        il.Clause(ExceptionHandlerType.Catch, start, handler, end);
    });

    [Fact]
    public void A_loop_whose_head_has_two_prefixes_does_what_it_did() => DoesWhatItDid(il =>
    {
        var (head, local) = (Create(OpCodes.Volatile), il.Body.Variables[0]);
        il.Emit(
            Create(OpCodes.Ldloca, local),
            head, Create(OpCodes.Unaligned, (byte)1), Create(OpCodes.Ldind_I4),
            Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldloca, local), Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head),
            Create(OpCodes.Pop), Create(OpCodes.Ldloc_0), Create(OpCodes.Ret));
    });

    [Fact]
    public void A_loop_that_leaves_through_two_finally_blocks_does_what_it_did() => DoesWhatItDid(il =>
    {
        var (head, inner, first, second, end) = (
            Create(OpCodes.Ldloc_0), Create(OpCodes.Nop), Create(OpCodes.Ldloc_1), Create(OpCodes.Ldloc_1), Create(OpCodes.Ldloc_1));
        var back = Create(OpCodes.Leave, head);
        il.Emit(
            head, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0),
            inner, Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, back), Create(OpCodes.Leave, end),
            back,
            first, Create(OpCodes.Ldc_I4_3), Create(OpCodes.Mul), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_1),
            Create(OpCodes.Endfinally),
            second, Create(OpCodes.Ldc_I4_5), Create(OpCodes.Xor), Create(OpCodes.Stloc_1), Create(OpCodes.Endfinally),
            end, Create(OpCodes.Ret));
        il.Clause(ExceptionHandlerType.Finally, inner, first, second);
        il.Clause(ExceptionHandlerType.Finally, inner, second, end).TryEnd = second;
    });

    [Fact]
    public void A_switch_of_thousands_of_ways_back_does_what_it_did() => DoesWhatItDid(il =>
    {
        var (head, end) = (Create(OpCodes.Ldloc_0), Create(OpCodes.Ldloc_1));
        var cases = Enumerable.Range(0, 5000).Select(_ => Create(OpCodes.Ldloc_1)).ToArray();
        il.Emit(
            head, Create(OpCodes.Ldarg_0), Create(OpCodes.Bge, end),
            Create(OpCodes.Ldloc_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Dup), Create(OpCodes.Stloc_0),
            Create(OpCodes.Switch, cases), Create(OpCodes.Br, head));
        for (var i = 0; i < cases.Length; i++)
        {
            il.Emit(cases[i], Create(OpCodes.Ldc_I4, i), Create(OpCodes.Add), Create(OpCodes.Stloc_1), Create(OpCodes.Br, head));
        }

        il.Emit(end, Create(OpCodes.Ret));
    });

    [Fact]
    public void A_loop_of_more_than_65535_bytes_does_what_it_did() => DoesWhatItDid(il =>
    {
        var head = Create(OpCodes.Ldloc_0);
        il.Emit(head, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_0));
        for (var i = 0; i < 12000; i++)
        {
            il.Emit(Create(OpCodes.Ldloc_1), Create(OpCodes.Ldc_I4, 1000 + i), Create(OpCodes.Xor), Create(OpCodes.Stloc_1));
        }

        il.Emit(
            Create(OpCodes.Ldloc_0), Create(OpCodes.Ldarg_0), Create(OpCodes.Blt, head), Create(OpCodes.Ldloc_1), Create(OpCodes.Ret));
    });

    [Fact]
    public void A_tail_call_does_what_it_did() => DoesWhatItDid(il =>
    {
        var end = Create(OpCodes.Ldarg_0);
        il.Emit(
            Create(OpCodes.Ldarg_0), Create(OpCodes.Ldc_I4_2), Create(OpCodes.Ble, end),
            Create(OpCodes.Ldarg_0), Create(OpCodes.Ldc_I4_2), Create(OpCodes.Sub),
            Create(OpCodes.Tail), Create(OpCodes.Call, il.Body.Method), Create(OpCodes.Ret),
            end, Create(OpCodes.Ret));
    });

    [Fact]
    public async Task An_endless_recursion_by_tail_calls_ends()
    {
        using var code = HandBuilt.Endless((il, ready) =>
        {
            var call = Create(OpCodes.Ldarg_0);
            il.Emit(
            [
                .. ready, call, Create(OpCodes.Tail), Create(OpCodes.Call, il.Body.Method), Create(OpCodes.Ret),
            ]);
        }).Weave().Load();
        await Worker.StopAsync(code);
    }

    [Fact]
    public async Task An_endless_loop_with_values_on_the_stack_ends()
    {
        using var code = HandBuilt.Endless((il, ready) =>
        {
            var head = Create(OpCodes.Dup);
            il.Emit([.. ready, Create(OpCodes.Ldstr, "any"), head, Create(OpCodes.Pop), Create(OpCodes.Br, head)]);
        }).Weave().Load();
        await Worker.StopAsync(code);
    }

    [Fact]
    public async Task An_endless_loop_by_leave_out_of_a_try_block_ends()
    {
        using var code = HandBuilt.Endless((il, ready) =>
        {
            var (head, start, cleanup) = (Create(OpCodes.Nop), Create(OpCodes.Nop), Create(OpCodes.Endfinally));
            il.Emit([.. ready, head, start, Create(OpCodes.Leave, head), cleanup]);
            il.Clause(ExceptionHandlerType.Finally, start, cleanup, null);
        }).Weave().Load();
        await Worker.StopAsync(code);
    }

    /// <summary>A local of type object, made when it is first asked for.</summary>
    private static VariableDefinition Local(ILProcessor il)
    {
        if (il.Body.Variables.Count == 2)
        {
            il.Body.Variables.Add(new VariableDefinition(il.Body.Method.Module.TypeSystem.Object));
        }

        return il.Body.Variables[2];
    }

    private static void DoesWhatItDid(Action<ILProcessor> write)
    {
        var snippet = HandBuilt.Function(write);
        using var unwoven = snippet.LoadUnwoven();
        using var woven = snippet.Weave().Load();
        foreach (var n in new[] { 0, 1, 2, 17, 100, 9001 })
        {
            Assert.Equal(unwoven.Call("Run", n), woven.Call("Run", n));
        }
    }
}
