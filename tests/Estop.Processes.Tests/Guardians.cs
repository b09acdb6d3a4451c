using System.Globalization;

namespace Estop.Processes.Tests;

internal static class Guardians
{
    /// <summary>When a test gives up.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a kill waits for the kernel in tests in which it must succeed.</summary>
    public static TimeSpan KillTime { get; } = TimeSpan.FromSeconds(30);

    public static GuardianOptions Options { get; } = new() { StartupHook = "Estop.Processes.Tests" };

    public static Task<GuardianClient> StartAsync(string? lockPath = null) =>
        GuardianClient.StartAsync(Options with { Instance = Guid.NewGuid().ToString("N"), LockPath = lockPath }).WaitAsync(Timeout);

    /// <summary>A shell that runs a script, with its output.</summary>
    public static SpawnRequest Shell(string script) => new()
    {
        Path = "/bin/sh",
        Arguments = ["-c", script],
        Environment = CommandEnvironment.Create(),
        WantsOutput = true,
    };

    public static Task<GuardedProcess> SpawnShellAsync(this GuardianClient guardian, string script) =>
        guardian.SpawnAsync(Shell(script)).WaitAsync(Timeout);

    /// <summary>A child of this very executable.</summary>
    public static SpawnRequest Managed(string role)
    {
        var executable = ServiceExecutable.Current();
        var environment = ManagedEnvironment.Create();
        environment[ManagedEnvironment.StartupHooks] = "Estop.Processes.Tests";
        environment[ChildVariables.Role] = role;
        return new SpawnRequest
        {
            Path = executable.Path,
            Arguments = executable.Arguments,
            Environment = environment,
            WantsChannel = true,
            WantsOutput = true,
        };
    }

    public static async Task<string> LineAsync(this GuardedProcess process) =>
        await process.Output!.Lines.ReadAsync().AsTask().WaitAsync(Timeout);

    public static async Task<int> NumberAsync(this GuardedProcess process) =>
        int.Parse(await process.LineAsync(), CultureInfo.InvariantCulture);

    /// <summary>Whether any code of it can still run.</summary>
    public static bool IsAlive(int processId) => ProcessFacts.Stat(processId) is { State: not 'Z' and not 'X' };

    /// <summary>Returns when the process has gone; fails if it does not.</summary>
    public static void AssertGone(int processId)
    {
        if (ProcessDescriptor.Open(processId, out _) is not { } handle)
        {
            return;
        }

        using (handle)
        {
            var waiter = new Waiter();
            waiter.Add(handle);
            Assert.True(waiter.Wait((int)Timeout.TotalMilliseconds), $"Process {processId} lives: {ProcessFacts.Unkilled(processId)}");
        }
    }
}
