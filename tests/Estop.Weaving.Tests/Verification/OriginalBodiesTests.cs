using Estop.Weaving.Tests.Harness;
using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Instruction;

namespace Estop.Weaving.Tests.Verification;

/// <summary>What code did before it was woven is no fault of the weaver's.</summary>
public class OriginalBodiesTests
{
    [Fact]
    public void Code_that_takes_one_type_for_another_on_purpose_is_woven_as_it_is()
    {
        var snippet = HandBuilt.Function(il =>
        {
            // What Unsafe.As does, and a loop, so that there is something to weave.
            il.Body.Variables[1].VariableType = il.Body.Method.Module.TypeSystem.Object;
            il.Body.Variables.Add(new VariableDefinition(il.Body.Method.Module.TypeSystem.String));
            var head = Create(OpCodes.Ldloc_1);
            il.Emit(
                Create(OpCodes.Ldstr, "text"), Create(OpCodes.Stloc_1),
                head, Create(OpCodes.Stloc_2), Create(OpCodes.Ldarg_0), Create(OpCodes.Ldc_I4_1), Create(OpCodes.Sub),
                Create(OpCodes.Starg, il.Body.Method.Parameters[0]), Create(OpCodes.Ldarg_0), Create(OpCodes.Brtrue, head),
                Create(OpCodes.Ldloc_2), Create(OpCodes.Callvirt, Length(il.Body.Method.Module)), Create(OpCodes.Ret));
        });
        using var code = snippet.Weave().Load();
        Assert.Equal(4, code.Call("Run", 3));
    }

    private static MethodReference Length(ModuleDefinition module) =>
        module.ImportReference(typeof(string).GetProperty(nameof(string.Length))!.GetMethod);
}
