namespace Estop.Runtime;

/// <summary>Stamped on an assembly by the weaver, so that it is never woven twice.</summary>
/// <param name="weaver">The version of the weaver.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WovenAttribute(string weaver) : Attribute
{
    /// <summary>The version of the weaver.</summary>
    public string Weaver { get; } = weaver;
}
