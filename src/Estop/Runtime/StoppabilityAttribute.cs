namespace Estop.Runtime;

/// <summary>Put on an assembly by the weaver: how much of it a stop comes out of, and what it does not come through.</summary>
/// <param name="methods">The methods that have a body.</param>
/// <param name="covered">Those of them in which the weaver found nothing that a stop has to wait for.</param>
/// <param name="causes">
/// What was found in the others: each cause of the stoppability report and the number of its places, as in
/// <c>NativeCall=2;OptOut=1</c>. Empty when there is nothing.
/// </param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class StoppabilityAttribute(int methods, int covered, string causes) : Attribute
{
    /// <summary>The methods that have a body.</summary>
    public int Methods { get; } = methods;

    /// <summary>Those of them in which the weaver found nothing that a stop has to wait for.</summary>
    public int Covered { get; } = covered;

    /// <summary>Each cause and the number of its places, as in <c>NativeCall=2;OptOut=1</c>; empty when there is nothing.</summary>
    public string Causes { get; } = causes;
}
