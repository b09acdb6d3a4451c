namespace Estop.Processes;

/// <summary>A warm child without user code that becomes any program, on either side of its channel.</summary>
internal static class CommandChild
{
    /// <summary>
    /// In the child: waits for a <see cref="CommandRequest"/>, and becomes that program. Does not return. Called from the startup
    /// hook in the role <c>command</c>.
    /// </summary>
    public static void Run() => throw new NotImplementedException();

    /// <summary>In the service: turns a warm child into the program, and returns when it has become it.</summary>
    /// <exception cref="SpawnException">The program could not be started. The child has ended.</exception>
    public static Task BecomeAsync(GuardedProcess warm, CommandRequest request, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
