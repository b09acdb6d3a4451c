using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.Calls;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Cleanups;

/// <summary>
/// Decides which <c>finally</c> and fault blocks are shielded: those that call anything that could stop or take time.
/// </summary>
internal static class CleanupPlanner
{
    public static IReadOnlyList<ExceptionHandler> Plan(MethodBody body, EntryPlanner entries) =>
        body.HasExceptionHandlers ? PlanCleanups(body, entries) : [];

    private static IReadOnlyList<ExceptionHandler> PlanCleanups(MethodBody body, EntryPlanner entries)
    {
        var layout = new BodyLayout(body);
        return
        [
            .. body.ExceptionHandlers.Where(clause =>
                !clause.IsCatch() && layout.HandlerOf(clause).Any(instruction => instruction.IsCall()
                && !IsQuiet(instruction)
                && !IsQuietDispose(instruction, body.Method.Module)
                && !IsQuietLeaf(instruction, body.Method.Module, entries))),
        ];
    }

    /// <summary>Whether the call is known to be short and to reach no woven code.</summary>
    private static bool IsQuiet(Instruction call)
    {
        if (call.Operand is not MethodReference method)
        {
            return false;
        }

        return (method.DeclaringType.FullName, method.Name) switch
        {
            ("System.Threading.Monitor", "Exit") => true,
            ("System.Threading.Lock", "Exit") => true,
            ("System.Threading.Lock/Scope", "Dispose") => true,
            ("System.IDisposable", "Dispose") => call.Previous is { OpCode.Code: Code.Constrained, Operand: TypeReference type }
                && IsEnumeratorOfTheFramework(type),
            _ => IsEnumeratorOfTheFramework(method.DeclaringType) && method.Name == "Dispose",
        };
    }

    /// <summary>Whether what is disposed of can be of one type only, of this assembly, whose <c>Dispose</c> takes no time.</summary>
    private static bool IsQuietDispose(Instruction call, ModuleDefinition module) =>
        call is { Operand: MethodReference { Name: "Dispose", DeclaringType.FullName: "System.IDisposable" } }
        && TypeOf(call.Previous) is TypeDefinition { IsSealed: true } type
        && type.Module == module
        && type.Methods.Where(method => CleanupMethods.IsCleanup(method) && !method.HasParameters).ToList()
            is [{ HasBody: true } dispose]
        && !ShieldedMethods.MayTakeTime(dispose);

    private static TypeReference? TypeOf(Instruction load) => load.OpCode.Code switch
    {
        Code.Ldloc => ((VariableDefinition)load.Operand).VariableType,
        Code.Constrained => (TypeReference)load.Operand,
        _ => null,
    };

    private static bool IsQuietLeaf(Instruction call, ModuleDefinition module, EntryPlanner entries) =>
        QuickCalls.IsQuick(call)
        || (LeafMethods.IsSmallLeaf(call, module) && !entries.Polls(((MethodReference)call.Operand).Resolve()));

    private static bool IsEnumeratorOfTheFramework(TypeReference type) =>
        type.IsValueType
        && Framework.Owns(type)
        && type.GetElementType().Name.EndsWith("Enumerator", StringComparison.Ordinal);
}
