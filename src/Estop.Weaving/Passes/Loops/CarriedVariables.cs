using Estop.Weaving.Flow;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// The locals and arguments of which an iteration reads what was there before it. A loop is fast when the JIT keeps them
/// in registers. No register for floating point survives a call on Unix, and five others do.
/// </summary>
internal sealed class CarriedVariables(MethodBody body)
{
    private const int RegistersThatSurvive = 5;

    private readonly HashSet<object> _addressed =
    [
        .. body.Instructions
            .Where(instruction => instruction.OpCode.Code is Code.Ldloca or Code.Ldarga)
            .Select(address => address.Operand),
    ];

    /// <summary>
    /// Those that a poll in the loop should put aside for the time of its call, in the order of their first use; none
    /// when they survive it. Only numbers and arrays are told: what the JIT knows of another object, which class it is
    /// for one, it would forget with a second assignment.
    /// </summary>
    public IReadOnlyList<object> Of(Loop loop)
    {
        var accesses = loop.Blocks.OrderBy(block => block.Index)
            .SelectMany(block => block.Instructions.Where(IsAccess).Select(access => (Block: block, Access: access)))
            .ToLookup(place => place.Access.Operand);
        var carried = accesses.Where(places => CanBeSaved(places.Key) && IsCarried(loop, places)).Select(places => places.Key).ToList();
        return carried.Count >= RegistersThatSurvive || carried.Exists(IsFloatingPoint) ? carried : [];
    }

    /// <summary>Whether some way from the head comes to where the variable is read, and not first to where it is written.</summary>
    private static bool IsCarried(Loop loop, IEnumerable<(BasicBlock Block, Instruction Access)> places)
    {
        var first = new Dictionary<BasicBlock, bool>();
        foreach (var (block, access) in places)
        {
            first.TryAdd(block, access.OpCode.Code is Code.Ldloc or Code.Ldarg);
        }

        var seen = new HashSet<BasicBlock> { loop.Head };
        var pending = new Stack<BasicBlock>(seen);
        while (pending.TryPop(out var block))
        {
            if (first.TryGetValue(block, out var reads))
            {
                if (reads)
                {
                    return true;
                }

                continue;
            }

            foreach (var next in block.Successors.Where(next => loop.Blocks.Contains(next) && seen.Add(next)))
            {
                pending.Push(next);
            }
        }

        return false;
    }

    public static TypeReference TypeOf(object variable) => variable is VariableDefinition local
        ? local.VariableType
        : ((ParameterDefinition)variable).ParameterType;

    private bool CanBeSaved(object variable) =>
        !_addressed.Contains(variable) && variable != body.ThisParameter && IsNumberOrArray(TypeOf(variable));

    private static bool IsNumberOrArray(TypeReference type) => type.IsPrimitive || type.IsArray;

    private static bool IsFloatingPoint(object variable) => TypeOf(variable).MetadataType is MetadataType.Double or MetadataType.Single;

    private static bool IsAccess(Instruction instruction) =>
        instruction.OpCode.Code is Code.Ldloc or Code.Stloc or Code.Ldarg or Code.Starg;
}
