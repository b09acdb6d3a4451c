namespace Estop.Runtime;

/// <summary>
/// Put by the weaver on a method that takes the context of a worker, if its code comes to what a stop has to wait for: native code,
/// libraries that are not woven, methods that could not be. It is what <c>Containment.Auto</c> looks at.
/// </summary>
/// <param name="because">What a stop may have to wait for, in words.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HoldsUpStopsAttribute(string because) : Attribute
{
    /// <summary>What a stop may have to wait for, in words.</summary>
    public string Because { get; } = because;
}
