using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated;

/// <summary>A program that is woven wrongly.</summary>
/// <param name="Program">The program.</param>
/// <param name="Endless">The loop that was made endless; null when the program was to end by itself.</param>
/// <param name="What">What went wrong.</param>
public sealed record Failure(GeneratedProgram Program, EndlessLoop? Endless, string What)
{
    public override string ToString() => $"{What}\n{Printing.ProgramPrinter.Print(Program, "Program", Endless)}";
}
