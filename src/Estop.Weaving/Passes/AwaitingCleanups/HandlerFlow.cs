using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>
/// The flow through a handler that is no exception region any more: what is reached from its start, without what comes
/// after it.
/// </summary>
internal sealed class HandlerFlow
{
    private readonly MethodBody _body;
    private readonly BodyLayout _layout;
    private readonly int _start;
    private readonly int _floor;
    private readonly int _behind;
    private readonly Dictionary<int, List<int>> _next = [];

    /// <param name="body">The method.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="start">Where the handler starts.</param>
    /// <param name="behind">Where the method goes on when nothing was caught.</param>
    /// <param name="tests">What was executed before its start, to find out whether something was.</param>
    public HandlerFlow(
        MethodBody body, BodyLayout layout, Instruction start, Instruction behind, IReadOnlyList<Instruction> tests)
    {
        _body = body;
        _layout = layout;
        _start = layout.PositionOf(start);
        _behind = layout.PositionOf(behind);
        _floor = tests.Max(layout.PositionOf) + 1;
        Walk();
        var own = _next.Keys.Where(MayBelong(_behind > _start ? null : Returning())).DefaultIfEmpty(-1).ToList();
        (First, End) = (own.Min(), own.Max() + 1);
    }

    /// <summary>The place of the handler's first instruction; -1 when that cannot be told.</summary>
    public int First { get; }

    /// <summary>The place behind the handler; 0 when that cannot be told.</summary>
    public int End { get; }

    /// <summary>Whether the instruction ends a part of a state machine, which goes on when what it awaits is complete.</summary>
    public static bool IsSuspension(Instruction instruction)
    {
        var before = instruction.Previous;
        while (before?.OpCode.Code == Code.Nop)
        {
            before = before.Previous;
        }

        return instruction.IsLeave() && before is not null && StateMachines.IsSuspension(before);
    }

    /// <summary>Whether the handler can be left otherwise than by throwing.</summary>
    public bool Leaves => _next
        .Where(step => step.Key >= First && step.Key < End)
        .Any(step => step.Value.Exists(next => next < First || next >= End));

    private static bool ThrowsAgain(Instruction instruction) =>
        instruction is
        {
            Operand: MethodReference
            {
                Name: "Throw",
                HasThis: true,
                DeclaringType.FullName: "System.Runtime.ExceptionServices.ExceptionDispatchInfo",
            }
        };

    private void Walk()
    {
        var open = new Stack<int>([_start]);
        while (open.TryPop(out var position))
        {
            if (position < _floor || position == _behind || position >= _body.Instructions.Count || _next.ContainsKey(position))
            {
                continue;
            }

            var next = NextOf(position).ToList();
            _next.Add(position, next);
            next.ForEach(open.Push);
            foreach (var handler in HandlersThatStartWith(position))
            {
                open.Push(handler);
            }
        }
    }

    /// <summary>After what it awaits is complete, the state machine goes on with what comes next in the IL.</summary>
    private IEnumerable<int> NextOf(int position)
    {
        var instruction = _body.Instructions[position];
        if (IsSuspension(instruction))
        {
            return [position + 1];
        }

        var targets = instruction.BranchTargets().Select(_layout.PositionOf);
        return instruction.FallsThrough() && !ThrowsAgain(instruction) ? targets.Append(position + 1) : targets;
    }

    private IEnumerable<int> HandlersThatStartWith(int position) => _body.ExceptionHandlers
        .Where(clause => _layout.PositionOf(clause.TryStart) == position)
        .SelectMany(clause => new[] { clause.HandlerStart, clause.FilterStart })
        .OfType<Instruction>()
        .Select(_layout.PositionOf);

    /// <summary>
    /// Behind the handler comes the next round of a loop: only what leads to that is known to be the handler's, and what
    /// lies in between. The rest comes after the loop.
    /// </summary>
    private HashSet<int> Returning()
    {
        var before = _next
            .SelectMany(step => step.Value, (step, next) => (From: step.Key, To: next))
            .ToLookup(edge => edge.To, edge => edge.From);
        var found = new HashSet<int>();
        var open = new Stack<int>(before[_behind]);
        while (open.TryPop(out var position))
        {
            if (found.Add(position))
            {
                foreach (var previous in before[position])
                {
                    open.Push(previous);
                }
            }
        }

        return found;
    }

    private Func<int, bool> MayBelong(HashSet<int>? returning) => position =>
        returning is null ? position < _behind : returning.Contains(position);
}
