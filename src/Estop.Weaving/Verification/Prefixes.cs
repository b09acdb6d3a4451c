using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>A prefix stands before the instruction it belongs to, and no branch leads between the two.</summary>
internal static class Prefixes
{
    public static string? FaultIn(MethodBody body)
    {
        HashSet<Instruction>? targets = null;
        foreach (var prefix in body.Instructions)
        {
            if (prefix.OpCode.OpCodeType != OpCodeType.Prefix)
            {
                continue;
            }

            targets ??= [.. body.Instructions.SelectMany(instruction => instruction.BranchTargets())];
            if (prefix.Next is not { } prefixed || targets.Contains(prefixed) || !Fits(prefix.OpCode.Code, prefixed.OpCode))
            {
                return $"the prefix '{prefix.OpCode}' stands before '{prefix.Next?.OpCode}'";
            }
        }

        return null;
    }

    private static bool Fits(Code prefix, OpCode prefixed) => prefixed.OpCodeType == OpCodeType.Prefix || prefix switch
    {
        Code.Constrained => prefixed.Code is Code.Callvirt or Code.Call or Code.Ldftn,
        Code.Tail => prefixed.Code is Code.Call or Code.Callvirt or Code.Calli,
        Code.Readonly => prefixed.Code is Code.Ldelema or Code.Call or Code.Callvirt,
        Code.Volatile or Code.Unaligned => prefixed.Code.ToString() is var name
            && (name.StartsWith("Ld", StringComparison.Ordinal) || name.StartsWith("St", StringComparison.Ordinal)
                || prefixed.Code is Code.Cpblk or Code.Initblk),
        _ => true,
    };
}
