using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Recognises the tasks of woven async methods, by the state machine that they are made of.</summary>
internal static class WovenMethods
{
    private static readonly ConditionalWeakTable<Type, StrongBox<bool>> Known = [];

    public static bool IsTaskOfOne(Task task) =>
        Known.GetValue(task.GetType(), static type => new StrongBox<bool>(IsMadeOfWovenMethod(type))).Value;

    private static bool IsMadeOfWovenMethod(Type type) =>
        type.IsGenericType && Array.Exists(
            type.GetGenericArguments(),
            static argument => argument.IsAssignableTo(typeof(IAsyncStateMachine))
                && argument.Assembly.IsDefined(typeof(WovenAttribute), inherit: false));
}
