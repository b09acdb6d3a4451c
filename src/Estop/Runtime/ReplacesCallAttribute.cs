namespace Estop.Runtime;

/// <summary>
/// Marks a static method that woven code calls in place of another. The weaver reads its table from these.
/// </summary>
/// <remarks>
/// The method takes the instance first (for an instance method), then the same parameters, and returns the same type. In
/// place of a method of a generic type it takes the type's generic parameters first, then the method's own.
/// </remarks>
/// <param name="type">The type that declares the replaced method.</param>
/// <param name="method">The replaced method's name; <c>.ctor</c> for a constructor, in place of <c>newobj</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReplacesCallAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the replaced method.</summary>
    public Type Type { get; } = type;

    /// <summary>The replaced method's name.</summary>
    public string Method { get; } = method;
}
