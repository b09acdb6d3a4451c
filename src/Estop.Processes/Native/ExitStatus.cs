namespace Estop.Processes;

/// <summary>How a process has ended, as <c>waitid</c> tells it.</summary>
/// <param name="Code">1: it has returned; 2 and 3: a signal ended it; 0: nobody knows any more.</param>
/// <param name="Status">What it returned, or the signal.</param>
internal readonly record struct ExitStatus(int Code, int Status)
{
    private const int Exited = 1;

    /// <summary>Somebody else has reaped it: dead, and no more is known.</summary>
    public static ExitStatus Lost => default;

    public int? ExitCode => Code == Exited ? Status : null;

    public int? Signal => Code > Exited ? Status : null;
}
