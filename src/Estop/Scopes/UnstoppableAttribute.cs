namespace Estop;

/// <summary>
/// Leaves a member, a type or a whole assembly as the compiler has written it: the weaver puts no safepoint into it, and
/// lists it, with the reason, in the stoppability report.
/// </summary>
/// <remarks>
/// The code then behaves as code of a library that is not woven: a stop comes at the next safepoint outside of it, and in
/// what it calls that is woven. Its lambdas, local functions, iterators and async parts are left with it.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Assembly,
    Inherited = false)]
public sealed class UnstoppableAttribute : Attribute
{
    /// <summary>Leaves the marked code unwoven.</summary>
    /// <param name="reason">Why. Weaving fails when it is empty.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public UnstoppableAttribute(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Reason = reason;
    }

    /// <summary>Why the code is not to be stopped.</summary>
    public string Reason { get; }
}
