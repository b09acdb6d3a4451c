namespace Estop.Tests.Generated;

/// <summary>What programs throw.</summary>
/// <param name="number">A number for filters to look at.</param>
public sealed class Boom(int number) : Exception
{
    public int Number => number;
}
