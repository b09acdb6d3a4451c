using System.Collections.Concurrent;
using System.Reflection;

namespace Estop.Runtime;

/// <summary>
/// Called by woven code before a virtual call is given a token: a derived type may have overridden the method without a
/// token and not the other, which then does something else.
/// </summary>
public static class Overloads
{
    private const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<(Type Type, RuntimeMethodHandle Method), bool> Known = new();

    /// <summary>
    /// Whether for this object <paramref name="withToken"/> is overridden at least as far down as
    /// <paramref name="method"/>; both are declared by <paramref name="declaring"/>.
    /// </summary>
    public static bool Agree(
        object? instance, RuntimeMethodHandle method, RuntimeMethodHandle withToken, RuntimeTypeHandle declaring)
    {
        if (instance is null)
        {
            return false;
        }

        var type = instance.GetType();
        if (!Known.TryGetValue((type, method), out var agree))
        {
            agree = DeclarerOf(type, method, declaring) is { } one
                && DeclarerOf(type, withToken, declaring) is { } other
                && other.IsAssignableTo(one);
            Known.TryAdd((type, method), agree);
        }

        return agree;
    }

    /// <summary>The type whose method is called on an object of that type; null when that cannot be told.</summary>
    private static Type? DeclarerOf(Type type, RuntimeMethodHandle handle, RuntimeTypeHandle declaring)
    {
        if (MethodBase.GetMethodFromHandle(handle, declaring) is not MethodInfo method)
        {
            return null;
        }

        if (method.DeclaringType is { IsInterface: true } contract)
        {
            if (type.IsArray || !contract.IsAssignableFrom(type))
            {
                return null;
            }

            var map = type.GetInterfaceMap(contract);
            var index = Array.FindIndex(map.InterfaceMethods, candidate => candidate.MethodHandle == handle);
            if (index < 0)
            {
                return null;
            }

            method = map.TargetMethods[index];
            if (!method.IsVirtual || method.IsFinal)
            {
                return method.DeclaringType;
            }
        }

        var slot = method.GetBaseDefinition();
        for (var at = type; at is not null && at != slot.DeclaringType; at = at.BaseType)
        {
            if (at.GetMethods(All).Any(candidate =>
                candidate.IsVirtual && candidate.Name == slot.Name && candidate.GetBaseDefinition() == slot))
            {
                return at;
            }
        }

        return slot.DeclaringType;
    }
}
