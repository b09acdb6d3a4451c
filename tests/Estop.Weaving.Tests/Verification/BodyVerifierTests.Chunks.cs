using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Instruction;

namespace Estop.Weaving.Tests.Verification;

/// <content>Counted loops that run in chunks.</content>
public partial class BodyVerifierTests
{
    [Fact]
    public void A_loop_in_sound_chunks_passes()
    {
        Chunked();
        Assert.Null(Fault());
    }

    [Fact]
    public void A_chunk_whose_next_one_starts_without_a_poll_is_found()
    {
        var parts = Chunked();
        parts.Poll.OpCode = OpCodes.Nop;
        parts.Poll.Operand = null;
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_chunk_whose_counter_stands_still_is_found()
    {
        var parts = Chunked();
        parts.Step.Operand = _body.Variables[2];
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_chunk_whose_step_can_be_passed_by_is_found()
    {
        var parts = Chunked();
        _body.Instructions.Insert(_body.Instructions.IndexOf(parts.Stay), Create(OpCodes.Nop));
        var stay = _body.Instructions[_body.Instructions.IndexOf(parts.Stay) - 1];
        _body.Instructions.Insert(_body.Instructions.IndexOf(parts.Stay), Create(OpCodes.Ldloc, _body.Variables[2]));
        _body.Instructions.Insert(_body.Instructions.IndexOf(parts.Stay), Create(OpCodes.Brtrue, parts.Test));
        parts.Branch.Operand = stay;
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_chunk_whose_counter_is_moved_twice_is_found()
    {
        var parts = Chunked();
        _body.Instructions.Insert(_body.Instructions.IndexOf(parts.Stay) + 1, Create(OpCodes.Stloc, _body.Variables[0]));
        _body.Instructions.Insert(_body.Instructions.IndexOf(parts.Stay) + 1, Create(OpCodes.Ldc_I4_0));
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_chunk_whose_end_is_moved_within_is_found()
    {
        var parts = Chunked();
        _body.Instructions.Insert(_body.Instructions.IndexOf(parts.Stay) + 1, Create(OpCodes.Stloc, _body.Variables[1]));
        _body.Instructions.Insert(_body.Instructions.IndexOf(parts.Stay) + 1, Create(OpCodes.Ldc_I4_0));
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_chunk_whose_end_the_runtime_did_not_compute_is_found()
    {
        var parts = Chunked();
        parts.End.Operand = new MethodReference("UpTo", parts.Counter.VariableType, _poll.DeclaringType);
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_chunk_that_counts_away_from_its_end_is_found()
    {
        var parts = Chunked();
        parts.Branch.OpCode = OpCodes.Bgt;
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_chunk_whose_counter_can_be_changed_by_address_is_found()
    {
        var parts = Chunked();
        _body.Instructions.Insert(0, Create(OpCodes.Pop));
        _body.Instructions.Insert(0, Create(OpCodes.Ldloca, parts.Counter));
        Assert.Contains("passes no poll", Fault());
    }

    /// <summary>head: poll; end = UpTo(i, 9); stay: i += 1; if (i &lt; end) goto stay; if (i &lt; 9) goto head;</summary>
    private (Instruction Poll, Instruction End, Instruction Stay, Instruction Step, Instruction Test, Instruction Branch, VariableDefinition Counter)
        Chunked()
    {
        var number = _body.Method.Module.TypeSystem.Int32;
        _body.Variables.Add(new VariableDefinition(number));
        _body.Variables.Add(new VariableDefinition(number));
        var (counter, end) = (_body.Variables[0], _body.Variables[1]);
        var chunk = new MethodReference("UpTo", number, new TypeReference("Estop.Runtime", "Chunk", _body.Method.Module, null));
        var (poll, compute, stay, step, test) = (
            Create(OpCodes.Call, _poll), Create(OpCodes.Call, chunk), Create(OpCodes.Ldloc, counter), Create(OpCodes.Stloc, counter),
            Create(OpCodes.Ldloc, counter));
        var branch = Create(OpCodes.Blt, stay);
        Emit(
            poll, Create(OpCodes.Ldloc, counter), Create(OpCodes.Ldc_I4, 9), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Ldc_I4, 4096), compute,
            Create(OpCodes.Stloc, end),
            stay, Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), step,
            test, Create(OpCodes.Ldloc, end), branch,
            Create(OpCodes.Ldloc, counter), Create(OpCodes.Ldc_I4, 9), Create(OpCodes.Blt, poll),
            Create(OpCodes.Ret));
        return (poll, compute, stay, step, test, branch, counter);
    }
}
