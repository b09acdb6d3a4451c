using System.Diagnostics;
using System.Globalization;

namespace Estop.Processes.Tests;

/// <summary>A <see cref="TestService"/> in a process of its own.</summary>
internal sealed class RunningService : IDisposable
{
    private readonly Process _process;

    /// <param name="script">What its process runs.</param>
    /// <param name="lockPath">The guardian's lock file.</param>
    /// <param name="role">What its process is; null: a shell.</param>
    /// <param name="cgroups">Whether the guardian uses them.</param>
    /// <param name="under">The program and arguments that start it; none: it is started as it is.</param>
    public RunningService(
        string script, string? lockPath = null, string? role = null, bool cgroups = true, params string[] under)
    {
        string[] line = [.. under, Environment.ProcessPath!];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = "Estop.Processes.Tests";
        start.Environment["ESTOP_ROLE"] = "service";
        start.Environment["TEST_SCRIPT"] = script;
        start.Environment["TEST_LOCK"] = lockPath;
        start.Environment["TEST_ROLE"] = role;
        start.Environment["TEST_CGROUPS"] = cgroups ? "1" : "0";
        _process = Process.Start(start)!;
        GuardianId = ReadNumber();
        Instance = ProcessFacts.Variable(GuardianId, ChildVariables.Instance)!;
        ProcessId = ReadNumber();
    }

    public string Instance { get; }

    public int GuardianId { get; }

    public int ProcessId { get; }

    public int ServiceId => _process.Id;

    public int ReadNumber()
    {
        var line = _process.StandardOutput.ReadLineAsync().WaitAsync(Guardians.Timeout).GetAwaiter().GetResult();
        Assert.True(line is not null, "The service has ended.");
        return int.Parse(line, CultureInfo.InvariantCulture);
    }

    /// <summary>As an operator does by SIGSTOP: nothing executes in the service any more.</summary>
    public void Hold()
    {
        const int Stop = 19;
        Assert.Equal(0, Libc.Kill(ServiceId, Stop));
        Guardians.Until(() => ProcessFacts.Stat(ServiceId) is { State: 'T' }, "the service is held");
    }

    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(Guardians.Timeout));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        Guardians.AssertGone(GuardianId);

        // A guardian that was killed removes nothing.
        CgroupHome.Clear(Instance, Guardians.KillTime);
    }
}
