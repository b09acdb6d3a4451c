using System.Globalization;

namespace Estop.Processes.Tests;

internal static class Guardians
{
    /// <summary>When a test gives up.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a kill waits for the kernel in tests in which it must succeed.</summary>
    public static TimeSpan KillTime { get; } = TimeSpan.FromSeconds(30);

    public static GuardianOptions Options { get; } = new() { StartupHook = "Estop.Processes.Tests" };

    public static Task<GuardianClient> StartAsync(string? lockPath = null, bool cgroups = true) =>
        GuardianClient
            .StartAsync(Options with { Instance = Guid.NewGuid().ToString("N"), LockPath = lockPath, UseCgroups = cgroups })
            .WaitAsync(Timeout);

    /// <summary>Kills a process, and demands that all of it is dead.</summary>
    public static async Task<KillReceipt> KillAsync(this GuardedProcess process)
    {
        var receipt = await process.KillAsync(KillTime).WaitAsync(Timeout);
        Assert.True(receipt.Dead, $"Alive: {string.Join(", ", receipt.Survivors)}");
        Assert.Empty(receipt.Survivors);
        Assert.False(IsAlive(process.ProcessId));
        AssertNobodyBears(process.Cookie);
        return receipt;
    }

    /// <summary>Fails if anything lives that was started with this cookie.</summary>
    public static void AssertNobodyBears(string cookie)
    {
        var bearers = ProcessFacts.All()
            .Where(process => IsAlive(process) && ProcessFacts.Variable(process, ChildVariables.Child) == cookie)
            .Select(static process => KernelFile.Read($"/proc/{process}/stat"))
            .ToList();
        Assert.True(bearers.Count == 0, $"Alive: {string.Join(", ", bearers)}");
    }

    /// <summary>The ignored signals in a line of the kernel's, but for the two of glibc's own, which it ignores in what it spawns.</summary>
    public static ulong Ignored(string line) => Convert.ToUInt64(line.Replace("SigIgn:", "").Trim(), 16) & ~(3UL << 31);

    public static int OpenFiles(int processId) => Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length;

    public static unsafe void LimitFiles(int processId, int count)
    {
        var limit = new ResourceLimit { Soft = (ulong)count, Hard = 4096 };
        Assert.Equal(0, Libc.SetLimit(processId, ResourceLimit.OpenFiles, &limit, null));
    }

    /// <summary>Waits for something that no event tells.</summary>
    public static void Until(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, Timeout), $"Waited in vain until {what}.");

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

    /// <summary>The same as a warm child becomes it, which is in its cgroup from its first instruction on.</summary>
    public static async Task<GuardedProcess> SpawnCommandAsync(this GuardianClient guardian, string script, ProcessLimits? limits = null)
    {
        var process = await guardian.SpawnAsync(Managed("command") with { Limits = limits ?? ProcessLimits.None }).WaitAsync(Timeout);
        await CommandChild.BecomeAsync(process, Command(script)).WaitAsync(Timeout);
        return process;
    }

    /// <summary>A shell's script for a warm child to become.</summary>
    public static CommandRequest Command(string script) => new()
    {
        Path = "/bin/sh",
        Arguments = ["-c", script],
        Environment = CommandEnvironment.Create(),
    };

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

    public static async Task AssertLinesAsync(this GuardedProcess process, params string[] lines)
    {
        foreach (var line in lines)
        {
            Assert.Equal(line, await process.LineAsync());
        }
    }

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
            Until(() => ProcessDescriptor.IsDead(handle), $"process {processId} has gone");
        }
    }
}
