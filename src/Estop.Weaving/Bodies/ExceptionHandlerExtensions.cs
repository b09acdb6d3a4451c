using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

internal static class ExceptionHandlerExtensions
{
    /// <summary>Where the clause's regions start and end, except the end of the method.</summary>
    public static IEnumerable<Instruction> Boundaries(this ExceptionHandler clause)
    {
        Instruction?[] all =
            [clause.TryStart, clause.TryEnd, clause.FilterStart, clause.HandlerStart, clause.HandlerEnd];
        return all.OfType<Instruction>();
    }

    /// <summary>Whether the handler gets an exception and may end the unwinding: a catch, filtered or not.</summary>
    public static bool IsCatch(this ExceptionHandler clause) =>
        clause.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter;
}
