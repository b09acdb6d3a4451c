using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>Follows code that does nothing but decide, by one number that is known, where to go.</summary>
/// <param name="Destination">Where the last of the decisions leads.</param>
/// <param name="Passed">What was executed on the way.</param>
internal sealed record Decision(Instruction Destination, IReadOnlyList<Instruction> Passed)
{
    /// <summary>Longer than a compiler's tests for a dozen handlers of one try block.</summary>
    private const int LongestWay = 200;

    /// <summary>Null when the code at <paramref name="start"/> does not decide by the number.</summary>
    /// <param name="start">Where the code starts.</param>
    /// <param name="place">The local or the field that holds the number.</param>
    /// <param name="number">The number.</param>
    public static Decision? Of(Instruction start, object place, int number)
    {
        var stack = new Stack<int?>();
        var locals = new HashSet<object>();
        var passed = new List<Instruction>();
        Decision? decision = null;
        for (var at = start; at is not null && passed.Count < LongestWay;)
        {
            passed.Add(at);
            var next = at.Next;
            switch (at.OpCode.Code)
            {
                case Code.Nop:
                    break;
                case Code.Ldarg:
                    stack.Push(null);
                    break;
                case Code.Ldfld when stack.TryPop(out _) && IsSame(at.Operand, place):
                case Code.Ldloc when IsSame(at.Operand, place) || locals.Contains(at.Operand):
                    stack.Push(number);
                    break;
                case Code.Ldc_I4:
                    stack.Push((int)at.Operand);
                    break;
                case Code.Stloc when decision?.Destination != at && stack.TryPop(out var stored) && stored == number:
                    locals.Add(at.Operand);
                    break;
                case Code.Sub when Two(out var one, out var other):
                    stack.Push(one - other);
                    break;
                case Code.Br:
                    next = (Instruction)at.Operand;
                    break;
                case Code.Beq when Two(out var one, out var other):
                    Decide(one == other ? (Instruction)at.Operand : next);
                    break;
                case Code.Bne_Un when Two(out var one, out var other):
                    Decide(one != other ? (Instruction)at.Operand : next);
                    break;
                case Code.Brtrue when stack.TryPop(out var value) && value is not null:
                    Decide(value != 0 ? (Instruction)at.Operand : next);
                    break;
                case Code.Brfalse when stack.TryPop(out var value) && value is not null:
                    Decide(value == 0 ? (Instruction)at.Operand : next);
                    break;
                case Code.Switch when stack.TryPop(out var value) && value is not null:
                    var targets = (Instruction[])at.Operand;
                    Decide(value >= 0 && value < targets.Length ? targets[value.Value] : next);
                    break;
                default:
                    return decision;
            }

            at = next;

            void Decide(Instruction destination)
            {
                next = destination;
                decision = new Decision(destination, [.. passed]);
            }
        }

        return decision;

        bool Two(out int one, out int other)
        {
            (one, other) = (0, 0);
            if (stack.Count < 2 || stack.Pop() is not { } right || stack.Pop() is not { } left)
            {
                return false;
            }

            (one, other) = (left, right);
            return true;
        }
    }

    /// <summary>The destination, or where it branches to without a condition.</summary>
    public Instruction End => Destination.OpCode.Code == Code.Br ? (Instruction)Destination.Operand : Destination;

    private static bool IsSame(object one, object other) => (one, other) switch
    {
        (FieldReference loaded, FieldReference held) => loaded.FullName == held.FullName,
        _ => one == other,
    };
}
