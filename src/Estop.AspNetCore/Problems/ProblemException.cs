namespace Estop.AspNetCore;

/// <summary>Carries a problem from where it is found to where it is answered.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
