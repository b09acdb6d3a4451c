using Estop.Weaving.Tests.Harness;
using Estop.Weaving.Verification.Types;
using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Instruction;

namespace Estop.Weaving.Tests.Verification;

/// <summary>What is on the stack where it does not belong is found, of the kinds that the runtime takes on trust too.</summary>
public sealed class TypeFlowTests : IDisposable
{
    private readonly ReferenceResolver _resolver = new(
        Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll"));
    private readonly AssemblyDefinition _assembly;
    private readonly ModuleDefinition _module;
    private readonly TypeDefinition _type;
    private readonly MethodBody _body;
    private readonly MethodReference _length;

    public TypeFlowTests()
    {
        _assembly = AssemblyDefinition.CreateAssembly(
            new AssemblyNameDefinition("Faults", new Version(1, 0)),
            "Faults",
            new ModuleParameters { Kind = ModuleKind.Dll, AssemblyResolver = _resolver });
        _module = _assembly.MainModule;
        _type = new TypeDefinition("", "Code", TypeAttributes.Public, _module.TypeSystem.Object);
        _module.Types.Add(_type);
        var method = new MethodDefinition("Run", MethodAttributes.Static, _module.TypeSystem.Void);
        _type.Methods.Add(method);
        foreach (var type in (TypeReference[])[Reference(typeof(object)), Reference(typeof(int)), new ByReferenceType(Reference(typeof(int)))])
        {
            method.Parameters.Add(new ParameterDefinition(type));
        }

        _body = method.Body;
        _body.Variables.Add(new VariableDefinition(Reference(typeof(string))));
        _body.Variables.Add(new VariableDefinition(Reference(typeof(int))));
        _length = new MethodReference("Take", _module.TypeSystem.Void, _type);
        _length.Parameters.Add(new ParameterDefinition(Reference(typeof(string))));
    }

    public static TheoryData<string> PlacesOfAString() => ["an argument", "a local", "a field", "the instance", "the result"];

    public void Dispose()
    {
        _assembly.Dispose();
        _resolver.Dispose();
    }

    [Theory, MemberData(nameof(PlacesOfAString))]
    public void An_object_where_a_string_is_expected_is_found(string place)
    {
        Emit([Create(OpCodes.Ldarg_0), .. Put(place)]);
        Assert.Contains("System.Object", Fault());
    }

    [Theory, MemberData(nameof(PlacesOfAString))]
    public void An_object_that_was_cast_to_a_string_passes(string place)
    {
        Emit([Create(OpCodes.Ldarg_0), Create(OpCodes.Castclass, Reference(typeof(string))), .. Put(place)]);
        Assert.Null(Fault());
    }

    [Theory, MemberData(nameof(PlacesOfAString))]
    public void A_number_where_a_string_is_expected_is_found(string place)
    {
        Emit([Create(OpCodes.Ldarg_1), .. Put(place)]);
        Assert.Contains("a number", Fault());
    }

    [Fact]
    public void An_object_that_comes_one_way_of_two_is_found()
    {
        var (other, join) = (Create(OpCodes.Ldarg_0), Create(OpCodes.Stloc_0));
        Emit(
            Create(OpCodes.Ldarg_1), Create(OpCodes.Brtrue, other), Create(OpCodes.Ldstr, ""), Create(OpCodes.Br, join),
            other, join, Create(OpCodes.Ret));
        Assert.Contains("System.String or System.Object", Fault());
    }

    [Fact]
    public void An_object_that_comes_round_a_loop_is_found()
    {
        var head = Create(OpCodes.Stloc_0);
        Emit(Create(OpCodes.Ldnull), head, Create(OpCodes.Ldarg_0), Create(OpCodes.Br, head));
        Assert.Contains("System.Object", Fault());
    }

    [Fact]
    public void A_class_where_an_interface_is_expected_that_it_does_not_implement_is_found()
    {
        _body.Variables[0].VariableType = Reference(typeof(IDisposable));
        Emit(Create(OpCodes.Ldstr, ""), Create(OpCodes.Stloc_0), Create(OpCodes.Ret));
        Assert.Contains("System.IDisposable", Fault());
        _body.Variables[0].VariableType = Reference(typeof(IComparable));
        Assert.Null(Fault());
    }

    [Fact]
    public void A_list_of_something_else_is_found()
    {
        _body.Variables[0].VariableType = Reference(typeof(List<string>));
        var make = _module.ImportReference(typeof(List<object>).GetConstructor([]));
        Emit(Create(OpCodes.Newobj, make), Create(OpCodes.Stloc_0), Create(OpCodes.Ret));
        Assert.Contains("System.Object", Fault());
    }

    [Fact]
    public void An_element_of_a_list_of_something_else_is_found()
    {
        var item = _module.ImportReference(typeof(List<object>).GetMethod("get_Item"));
        Emit(Create(OpCodes.Ldnull), Create(OpCodes.Ldc_I4_0), Create(OpCodes.Callvirt, item), Create(OpCodes.Stloc_0), Create(OpCodes.Ret));
        Assert.Contains("System.Object", Fault());
    }

    [Fact]
    public void An_array_of_something_else_is_found()
    {
        _body.Variables[0].VariableType = Reference(typeof(string[]));
        Emit(Create(OpCodes.Ldc_I4_0), Create(OpCodes.Newarr, Reference(typeof(object))), Create(OpCodes.Stloc_0), Create(OpCodes.Ret));
        Assert.Contains("System.Object[]", Fault());
    }

    [Fact]
    public void A_caught_exception_in_a_local_of_another_type_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Stloc_0), Create(OpCodes.Ret));
        Emit(start, Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, end, Reference(typeof(Exception)));
        Assert.Contains("System.Exception", Fault());
    }

    [Fact]
    public void An_address_of_something_else_is_found()
    {
        var take = new MethodReference("Take", _module.TypeSystem.Void, _type);
        take.Parameters.Add(new ParameterDefinition(new ByReferenceType(Reference(typeof(string)))));
        Emit(Create(OpCodes.Ldarg_2), Create(OpCodes.Call, take), Create(OpCodes.Ret));
        Assert.Contains("an address of System.Int32", Fault());
    }

    [Fact]
    public void A_value_of_another_type_is_found()
    {
        _body.Variables[0].VariableType = Reference(typeof(TimeSpan));
        _body.Variables[1].VariableType = Reference(typeof(DateTime));
        Emit(Create(OpCodes.Ldloc_1), Create(OpCodes.Stloc_0), Create(OpCodes.Ret));
        Assert.Contains("System.DateTime", Fault());
    }

    [Theory]
    [InlineData(Code.Ldc_I8)]
    [InlineData(Code.Ldc_R8)]
    public void A_number_of_another_size_is_found(Code constant)
    {
        Emit(
            constant == Code.Ldc_I8 ? Create(OpCodes.Ldc_I8, 1L) : Create(OpCodes.Ldc_R8, 1.0),
            Create(OpCodes.Stloc_1), Create(OpCodes.Ret));
        Assert.Contains("a number", Fault());
    }

    [Fact]
    public void A_calculation_with_an_object_is_found()
    {
        Emit(Create(OpCodes.Ldarg_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Add), Create(OpCodes.Stloc_1), Create(OpCodes.Ret));
        Assert.Contains("for a number", Fault());
    }

    [Fact]
    public void A_field_of_another_type_is_found()
    {
        var field = new FieldReference("_size", Reference(typeof(int)), Reference(typeof(List<int>)));
        Emit(Create(OpCodes.Ldstr, ""), Create(OpCodes.Ldfld, field), Create(OpCodes.Stloc_1), Create(OpCodes.Ret));
        Assert.Contains("_size", Fault());
    }

    [Fact]
    public void A_value_taken_from_an_empty_stack_is_found()
    {
        Emit(Create(OpCodes.Pop), Create(OpCodes.Ret));
        Assert.Contains("empty stack", Fault());
    }

    [Fact]
    public void A_value_left_at_the_end_is_found()
    {
        Emit(Create(OpCodes.Ldnull), Create(OpCodes.Ret));
        Assert.Contains("leaves 1 values", Fault());
    }

    [Fact]
    public void Ways_that_meet_with_different_depths_are_found()
    {
        var join = Create(OpCodes.Pop);
        Emit(
            Create(OpCodes.Ldnull), Create(OpCodes.Ldarg_1), Create(OpCodes.Brtrue, join), Create(OpCodes.Ldnull), join,
            Create(OpCodes.Ret));
        Assert.Contains("another way with", Fault());
    }

    [Fact]
    public void A_try_block_that_is_entered_with_something_on_the_stack_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Pop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(Create(OpCodes.Ldnull), start, Create(OpCodes.Leave, end), handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, end, Reference(typeof(object)));
        Assert.Contains("enters a try block", Fault());
    }

    [Fact]
    public void Control_that_falls_into_a_handler_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(start, handler, Create(OpCodes.Leave, end), end);
        Clause(start, handler, end, Reference(typeof(object)));
        Assert.Contains("falls into a handler", Fault());
    }

    [Fact]
    public void Control_that_falls_out_of_a_protected_region_is_found()
    {
        var (start, handler, end) = (Create(OpCodes.Nop), Create(OpCodes.Pop), Create(OpCodes.Ret));
        Emit(start, Create(OpCodes.Leave, end), handler, end);
        Clause(start, handler, end, Reference(typeof(object)));
        Assert.Contains("falls out of a protected region", Fault());
    }

    private TypeReference Reference(Type type) => _module.ImportReference(type);

    private Instruction[] Put(string place)
    {
        switch (place)
        {
            case "an argument":
                return [Create(OpCodes.Call, _length), Create(OpCodes.Ret)];
            case "a local":
                return [Create(OpCodes.Stloc_0), Create(OpCodes.Ret)];
            case "a field":
                return [Create(OpCodes.Stsfld, new FieldReference("Text", Reference(typeof(string)), _type)), Create(OpCodes.Ret)];
            case "the instance":
                var trim = _module.ImportReference(typeof(string).GetMethod("Trim", []));
                return [Create(OpCodes.Callvirt, trim), Create(OpCodes.Pop), Create(OpCodes.Ret)];
            default:
                _body.Method.ReturnType = Reference(typeof(string));
                return [Create(OpCodes.Ret)];
        }
    }

    private void Emit(params Instruction[] instructions) => _body.GetILProcessor().Emit(instructions);

    private void Clause(Instruction tryStart, Instruction handlerStart, Instruction handlerEnd, TypeReference caught) =>
        _body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch)
        {
            TryStart = tryStart,
            TryEnd = handlerStart,
            HandlerStart = handlerStart,
            HandlerEnd = handlerEnd,
            CatchType = caught,
        });

    private string? Fault() => TypeFlow.FaultIn(_body, new StackTypes(_module));
}
