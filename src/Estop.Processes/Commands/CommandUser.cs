namespace Estop.Processes;

/// <summary>Gives this process's rights up for another user's.</summary>
internal static unsafe class CommandUser
{
    /// <exception cref="SpawnException">The service may not do that.</exception>
    public static void Become(uint user, uint group)
    {
        // The groups first: who is another user already may not change them.
        if (Libc.SetGroups(0, null) != 0 || Libc.SetGroup(group) != 0 || Libc.SetUser(user) != 0)
        {
            throw NativeError.Last(
                $"The user id {user} could not be taken. The service needs the right to (root, or CAP_SETUID and CAP_SETGID)");
        }
    }
}
