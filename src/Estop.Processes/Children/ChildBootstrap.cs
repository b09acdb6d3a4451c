using System.Globalization;

namespace Estop.Processes;

/// <summary>The first lines of a child, before any user code.</summary>
internal static class ChildBootstrap
{
    private const int SetDeathSignal = 1;
    private const int SetNoNewPrivileges = 38;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>What a child returns whose guardian has gone before it could begin.</summary>
    public const int NoGuardian = 125;

    /// <summary>What a child returns that is of another build than the service.</summary>
    public const int AnotherBuild = 124;

    /// <summary>
    /// Ties this process to its guardian, so that it dies with it, and gives up what a child does not need. Ends the process at
    /// once if its guardian has gone already. Called from the startup hook in the role <c>child</c>, on the main thread.
    /// </summary>
    /// <returns>This end of the channel to the service, not started yet.</returns>
    public static MessageChannel Begin()
    {
        SparePriority.Lower();
        return new MessageChannel(Enter());
    }

    internal static PacketSocket Enter()
    {
        DieWithGuardian();

        // A program with more rights than its parent would outlive both the kill and the death signal.
        _ = Libc.ControlProcess(SetNoNewPrivileges, 1, 0, 0, 0);
        ProcessRights.NoCore();

        // Memory that runs short takes a worker before the service.
        KernelFile.TryWrite("/proc/self/oom_score_adj", "500");

        // Before user code: what that starts must not hold the channel open.
        _ = Libc.Control(ChildVariables.ChannelDescriptor, SetDescriptorFlags, CloseOnExec);
        Environment.SetEnvironmentVariable(ManagedEnvironment.StartupHooks, null);
        Environment.SetEnvironmentVariable(ChildVariables.Role, null);
        return new PacketSocket(new Descriptor(ChildVariables.ChannelDescriptor));
    }

    /// <summary>
    /// Has the kernel kill this process when its guardian ends. To be repeated after a change of the user id, which clears it.
    /// </summary>
    internal static void DieWithGuardian()
    {
        _ = Libc.ControlProcess(SetDeathSignal, Libc.KillSignal, 0, 0, 0);

        // Where it went before that call, nothing would be sent any more.
        var guardian = Environment.GetEnvironmentVariable(ChildVariables.Guardian);
        if (Libc.ParentId().ToString(CultureInfo.InvariantCulture) != guardian)
        {
            Libc.Exit(NoGuardian);
        }
    }

    /// <summary>Ends this process unless it runs the same build as the service, of which it would understand no message.</summary>
    public static void EndUnlessOfThisBuild()
    {
        if (!ServiceBuild.IsThis)
        {
            Libc.Exit(AnotherBuild);
        }
    }
}
