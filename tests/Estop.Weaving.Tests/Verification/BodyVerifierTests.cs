using Estop.Weaving.Bodies;
using Estop.Weaving.Verification;
using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Instruction;

namespace Estop.Weaving.Tests.Verification;

/// <summary>Each rule of the verifier catches the fault that it is there for.</summary>
public sealed partial class BodyVerifierTests : IDisposable
{
    private readonly AssemblyDefinition _assembly = AssemblyDefinition.CreateAssembly(
        new AssemblyNameDefinition("Faults", new Version(1, 0)), "Faults", ModuleKind.Dll);
    private readonly MethodBody _body;
    private readonly MethodReference _poll;
    private readonly MethodReference _pollUnless;

    public BodyVerifierTests()
    {
        var module = _assembly.MainModule;
        var type = new TypeDefinition("", "Code", TypeAttributes.Public, module.TypeSystem.Object);
        var method = new MethodDefinition("Run", MethodAttributes.Static, module.TypeSystem.Void);
        type.Methods.Add(method);
        module.Types.Add(type);
        _body = method.Body;
        _body.Variables.Add(new VariableDefinition(module.TypeSystem.Int32));
        _poll = new MethodReference("Poll", module.TypeSystem.Void, type);
        _pollUnless = new MethodReference("PollUnless", module.TypeSystem.Void, type)
        {
            Parameters = { new ParameterDefinition(module.TypeSystem.Boolean) },
        };
    }

    public void Dispose() => _assembly.Dispose();

    [Fact]
    public void A_sound_body_passes()
    {
        var (poll, start, handler, end) = (Create(OpCodes.Call, _poll), Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(poll, start, Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, poll), end);
        Clause(start, handler, handler, end);
        Assert.Null(Fault());
    }

    [Fact]
    public void A_branch_to_an_instruction_that_is_gone_is_found()
    {
        Emit(Create(OpCodes.Br, Create(OpCodes.Nop)), Create(OpCodes.Ret));
        Assert.Contains("out of the body", Fault());
    }

    [Fact]
    public void A_switch_to_an_instruction_that_is_gone_is_found()
    {
        var end = Create(OpCodes.Ret);
        Emit(Create(OpCodes.Ldc_I4_0), Create(OpCodes.Switch, [end, Create(OpCodes.Nop)]), end);
        Assert.Contains("out of the body", Fault());
    }

    [Fact]
    public void A_body_that_control_runs_off_is_found()
    {
        Emit(Create(OpCodes.Nop));
        Assert.Contains("runs off its end", Fault());
    }

    [Fact]
    public void A_handler_that_goes_on_amid_its_own_try_block_passes()
    {
        var (start, middle, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Call, _poll), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(start, middle, Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, middle), end);
        Clause(start, handler, handler, end);
        Assert.Null(Fault());
    }

    [Fact]
    public void A_branch_into_the_middle_of_a_try_block_is_found()
    {
        var (start, middle, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Leave, Create(OpCodes.Nop)), Create(OpCodes.Pop), Create(OpCodes.Ret));
        middle.Operand = end;
        Emit(Create(OpCodes.Br, middle), start, middle, handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, handler, end);
        Assert.Contains("into the middle of a try block", Fault());
    }

    [Fact]
    public void A_catch_handler_may_leave_into_its_own_try_block_and_no_other_may()
    {
        var (start, middle, handler, other, end) = (
            Create(OpCodes.Nop), Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(
            Create(OpCodes.Call, _poll), start, middle, Create(OpCodes.Call, _poll), Create(OpCodes.Leave, end),
            handler, Create(OpCodes.Leave, middle), other, Create(OpCodes.Leave, end), end);
        Clause(start, handler, handler, other);
        Clause(start, handler, other, end);
        Assert.Null(Fault());
        other.Next.Operand = middle;
        Assert.Null(Fault());
        _body.ExceptionHandlers[1].HandlerType = ExceptionHandlerType.Finally;
        Assert.NotNull(Fault());
    }

    [Fact]
    public void A_branch_into_a_handler_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(start, Create(OpCodes.Br, handler), handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, handler, end);
        Assert.Contains("into a handler", Fault());
    }

    [Fact]
    public void A_branch_out_of_a_region_that_is_no_leave_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(start, Create(OpCodes.Br, end), handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, handler, end);
        Assert.Contains("leads out of a protected region", Fault());
    }

    [Fact]
    public void A_leave_out_of_a_finally_block_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Nop), Create(OpCodes.Ret));
        Emit(start, Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, handler, end, ExceptionHandlerType.Finally);
        Assert.Contains("a finally block is left", Fault());
    }

    [Fact]
    public void A_clause_that_names_an_instruction_that_is_gone_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(Create(OpCodes.Nop), end);
        Clause(start, handler, handler, end);
        Assert.NotNull(Clauses.FaultIn(_body, new BodyLayout(_body)));
    }

    [Fact]
    public void An_empty_region_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(start, Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, end), end);
        Clause(start, start, handler, end);
        Assert.Contains("is empty", Clauses.FaultIn(_body, new BodyLayout(_body)));
    }

    [Fact]
    public void Clauses_in_the_wrong_order_are_found()
    {
        var (start, inner, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(
            start, Create(OpCodes.Leave, end), inner, Create(OpCodes.Leave, end), Create(OpCodes.Nop),
            Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, handler, end);
        Clause(start, inner, inner, inner.Next.Next);
        Assert.Contains("comes before one that lies inside", Clauses.FaultIn(_body, new BodyLayout(_body)));
    }

    [Fact]
    public void Regions_that_overlap_are_found()
    {
        var (start, second, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(start, second, Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, end), Create(OpCodes.Leave, end), end);
        Clause(start, handler, handler, handler.Next.Next);
        Clause(second, handler.Next, handler.Next.Next, end);
        Assert.Contains("overlap", Clauses.FaultIn(_body, new BodyLayout(_body)));
    }

    [Fact]
    public void A_call_between_a_prefix_and_its_instruction_is_found()
    {
        Emit(
            Create(OpCodes.Ldloca, _body.Variables[0]), Create(OpCodes.Volatile), Create(OpCodes.Call, _poll),
            Create(OpCodes.Ldind_I4), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Assert.Contains("prefix 'volatile.'", Fault());
    }

    [Fact]
    public void A_branch_between_a_prefix_and_its_instruction_is_found()
    {
        var call = Create(OpCodes.Call, _poll);
        Emit(Create(OpCodes.Ldc_I4_0), Create(OpCodes.Brtrue, call), Create(OpCodes.Tail), call, Create(OpCodes.Ret));
        Assert.Contains("prefix 'tail.'", Fault());
    }

    [Fact]
    public void A_loop_without_a_poll_is_found()
    {
        var head = Create(OpCodes.Nop);
        Emit(head, Create(OpCodes.Br, head));
        Assert.Contains("passes no poll", Fault());
        Assert.Null(Fault(unpolled: head));
    }

    [Fact]
    public void A_second_way_round_a_loop_that_passes_its_poll_by_is_found()
    {
        var (poll, head) = (Create(OpCodes.Call, _poll), Create(OpCodes.Ldloc_0));
        Emit(poll, head, Create(OpCodes.Brtrue, poll), Create(OpCodes.Br, head));
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_poll_that_is_asked_for_first_passes()
    {
        var (ask, poll, next, end) = (Create(OpCodes.Call, Wanted()), Create(OpCodes.Call, _poll), Create(OpCodes.Ldc_I4_0), Create(OpCodes.Ret));
        Emit(ask, Create(OpCodes.Brfalse, next), poll, next, Create(OpCodes.Brtrue, ask), end);
        Assert.Null(Fault());
    }

    [Fact]
    public void A_question_that_no_poll_follows_is_found()
    {
        var (ask, poll, next, end) = (Create(OpCodes.Call, Wanted()), Create(OpCodes.Call, _poll), Create(OpCodes.Ldc_I4_0), Create(OpCodes.Ret));
        Emit(ask, Create(OpCodes.Brfalse, next), Create(OpCodes.Br, next), poll, next, Create(OpCodes.Brtrue, ask), end);
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_question_that_is_answered_the_wrong_way_round_is_found()
    {
        var (ask, poll, next, end) = (Create(OpCodes.Call, Wanted()), Create(OpCodes.Call, _poll), Create(OpCodes.Ldc_I4_0), Create(OpCodes.Ret));
        Emit(ask, Create(OpCodes.Brtrue, next), poll, next, Create(OpCodes.Brtrue, ask), end);
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_loop_through_a_handler_without_a_poll_is_found()
    {
        var (start, handler) = (Create(OpCodes.Ldnull), Create(OpCodes.Pop));
        Emit(start, Create(OpCodes.Throw), handler, Create(OpCodes.Leave, start));
        Clause(start, handler, handler, null);
        Assert.Contains("passes no poll", Fault());
    }

    [Fact]
    public void A_poll_where_an_await_goes_on_is_found()
    {
        var module = _assembly.MainModule;
        var machine = _body.Method.DeclaringType;
        machine.Interfaces.Add(new InterfaceImplementation(
            module.ImportReference(typeof(System.Runtime.CompilerServices.IAsyncStateMachine))));
        var state = new FieldDefinition("<>1__state", FieldAttributes.Private, module.TypeSystem.Int32);
        machine.Fields.Add(state);
        _body.Method.Name = "MoveNext";
        var (poll, head, resumed, end) = (Create(OpCodes.Call, _poll), Create(OpCodes.Nop), Create(OpCodes.Nop), Create(OpCodes.Ret));
        Emit(
            Create(OpCodes.Ldarg_0), Create(OpCodes.Ldfld, state), Create(OpCodes.Stloc_0),
            Create(OpCodes.Ldloc_0), Create(OpCodes.Brfalse, resumed),
            head, Create(OpCodes.Br, end),
            resumed, Create(OpCodes.Ldarg_0), Create(OpCodes.Ldc_I4_M1), Create(OpCodes.Stfld, state), end);
        Assert.Null(Fault());

        _body.Instructions.Insert(_body.Instructions.IndexOf(head), Create(OpCodes.Call, _poll));
        Assert.Null(Fault());

        _body.Instructions.Insert(_body.Instructions.IndexOf(resumed) + 1, poll);
        Assert.Contains("where an await goes on", Fault());
    }

    [Fact]
    public void A_poll_behind_an_await_that_has_suspended_the_method_is_found()
    {
        var module = _assembly.MainModule;
        _body.Method.DeclaringType.Interfaces.Add(new InterfaceImplementation(
            module.ImportReference(typeof(System.Runtime.CompilerServices.IAsyncStateMachine))));
        _body.Method.Name = "MoveNext";
        var suspension = Create(OpCodes.Call, new MethodReference("AwaitUnsafeOnCompleted", module.TypeSystem.Void, _body.Method.DeclaringType));
        var (poll, setting) = (Create(OpCodes.Call, _poll), Create(OpCodes.Ldc_I4_1));
        Emit(setting, Create(OpCodes.Stloc_0), suspension, Create(OpCodes.Ldloc_0), Create(OpCodes.Brfalse, setting), poll, Create(OpCodes.Ret));
        Assert.Contains("behind an await", Fault(setting));

        _body.Instructions.Insert(_body.Instructions.IndexOf(poll), Create(OpCodes.Ldloc_0));
        poll.Operand = _pollUnless;
        Assert.Null(Fault(setting));

        setting.OpCode = OpCodes.Ldc_I4_0;
        Assert.Contains("behind an await", Fault(setting));
    }

    private MethodReference Wanted() => new("IsWanted", _body.Method.Module.TypeSystem.Boolean, _poll.DeclaringType);

    private void Emit(params Instruction[] instructions)
    {
        foreach (var instruction in instructions)
        {
            _body.Instructions.Add(instruction);
        }
    }

    private void Clause(
        Instruction tryStart,
        Instruction tryEnd,
        Instruction handlerStart,
        Instruction? handlerEnd,
        ExceptionHandlerType type = ExceptionHandlerType.Catch) => _body.ExceptionHandlers.Add(new ExceptionHandler(type)
        {
            TryStart = tryStart,
            TryEnd = tryEnd,
            HandlerStart = handlerStart,
            HandlerEnd = handlerEnd,
        });

    private string? Fault(params Instruction[] unpolled) => BodyVerifier.FaultIn(_body, new(_poll, _pollUnless), unpolled.ToHashSet());
}
