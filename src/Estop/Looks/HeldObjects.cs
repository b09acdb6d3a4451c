using System.Reflection;

namespace Estop;

/// <summary>Who holds which lock, as far as that is known.</summary>
internal static class HeldObjects
{
    // What the runtime keeps for itself: the operating system's id of the thread. Without it nothing is known.
    private static readonly FieldInfo? OwnerOfLock =
        typeof(Lock).GetField("_owningThreadId", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>The operating system's id of the thread that holds <paramref name="lock"/>; null if that is not known.</summary>
    public static int? HolderOf(object @lock) => @lock is Lock
        ? OwnerOfLock?.GetValue(@lock) is uint and not 0 and var owner ? (int)owner : null
        : KnownThreads.Find(thread => thread.Holds(@lock))?.OsId;
}
