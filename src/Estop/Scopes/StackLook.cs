using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Estop.Runtime;

namespace Estop;

/// <summary>Looks at the stack once before a stop is thrown, for what no shield tells of.</summary>
internal static class StackLook
{
    private static readonly Assembly Framework = typeof(object).Assembly;

    /// <summary>What lies between the caller and the stop root that is innermost on its stack.</summary>
    public static WayOut ToStopRoot()
    {
        var way = WayOut.Free;
        foreach (var frame in new StackTrace(1, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod() is not { } method)
            {
                continue;
            }

            if (IsStopRoot(method))
            {
                break;
            }

            if (IsBarrier(method))
            {
                return WayOut.Barred;
            }

            if (KeepsWhatItThrows(method))
            {
                way = WayOut.Cached;
            }
        }

        return way;
    }

    /// <summary>
    /// Whether what the caller throws ends in a task, if nobody catches it before: that of an async method, woven or not, or
    /// one whose body the caller is part of.
    /// </summary>
    public static bool EndsInTask() => new StackTrace(1, fNeedFileInfo: false).GetFrames()
        .Any(static frame => frame.GetMethod() is { } method && (IsStopRoot(method) || IsBodyOfTask(method)));

    private static bool IsBodyOfTask(MethodBase method) =>
        method.Name is "InnerInvoke" or "ExecuteWithThreadLocal" && typeof(Task).IsAssignableFrom(method.DeclaringType);

    /// <summary>
    /// Exceptions end here: the roots of Estop's own, which are therefore never inlined, and every state machine of an async method.
    /// </summary>
    private static bool IsStopRoot(MethodBase method) =>
        method.Name == nameof(IAsyncStateMachine.MoveNext)
            ? method.DeclaringType is { } machine && machine.IsAssignableTo(typeof(IAsyncStateMachine))
            : method.DeclaringType == typeof(ScopeBody) || method.DeclaringType == typeof(HandedOver)
                || method.DeclaringType == typeof(Callback);

    /// <summary>
    /// A native function that has called back shows as the method that is its import. The runtime's own dispatch of
    /// exceptions shows only while it looks for a handler: in filters, where what is thrown is dropped, and in those who
    /// are told of every exception, where it ends the process. What an awaiter throws that is told how to go on is thrown
    /// again on the pool, where it does so too. That an assembly was not found is kept.
    /// </summary>
    private static bool IsBarrier(MethodBase method) =>
        ((method.Attributes & MethodAttributes.PinvokeImpl) != 0 && !IsOfTheRuntime(method))
        || (method.Module.Assembly == Framework
            && (method.DeclaringType?.FullName == "System.Runtime.EH"
                || method.DeclaringType == typeof(AssemblyLoadContext)
                || method.Name is "AwaitUnsafeOnCompleted" or "AwaitOnCompleted"
                || method.Name.EndsWith("IAsyncLocal.OnValueChanged", StringComparison.Ordinal)));

    /// <summary>
    /// The runtime calls type initialisers and what is invoked by reflection through imports from itself, which pass
    /// exceptions on. They show as soon as they are compiled to be inlined, and that is some time after the first calls.
    /// </summary>
    private static bool IsOfTheRuntime(MethodBase method) =>
        method.Module.Assembly == Framework && method.GetCustomAttribute<DllImportAttribute>()?.Value == "QCall";

    private static bool KeepsWhatItThrows(MethodBase method) =>
        method is ConstructorInfo { IsStatic: true }
        || (method.DeclaringType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Lazy<>));
}
