namespace Estop.Processes;

/// <summary>Gives this process's rights up for another user's.</summary>
internal static unsafe class CommandUser
{
    private const int Ambient = 47;
    private const int ClearAmbient = 4;
    private const uint CapabilityVersion = 0x20080522;

    /// <exception cref="SpawnException">The service may not do that.</exception>
    public static void Become(uint user)
    {
        // The groups first: who is another user already may not change them.
        if (Libc.SetGroups(0, null) != 0 || Libc.SetGroup(user) != 0 || Libc.SetUser(user) != 0)
        {
            throw NativeError.Last(
                $"The user id {user} could not be taken. The service needs the right to (root, or CAP_SETUID, CAP_SETGID and CAP_KILL)");
        }

        if (user != 0)
        {
            GiveCapabilitiesUp(user);
        }
    }

    /// <summary>
    /// Only a change from root takes them away. Those of a service that is not root itself would go on into the program, which could
    /// then become anybody.
    /// </summary>
    private static void GiveCapabilitiesUp(uint user)
    {
        // The version and this process; then the three sets of the lower and of the upper capabilities.
        var header = stackalloc uint[] { CapabilityVersion, 0 };
        var none = stackalloc uint[6];
        new Span<uint>(none, 6).Clear();
        _ = Libc.ControlProcess(Ambient, ClearAmbient, 0, 0, 0);
        if (Libc.SetCapabilities(header, none) != 0)
        {
            throw NativeError.Last($"The service's capabilities could not be taken from what runs under the user id {user}");
        }
    }
}
