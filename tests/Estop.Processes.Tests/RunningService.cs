using System.Diagnostics;
using System.Globalization;

namespace Estop.Processes.Tests;

/// <summary>A <see cref="TestService"/> in a process of its own.</summary>
internal sealed class RunningService : IDisposable
{
    private readonly Process _process;
    private readonly string _instance;

    public RunningService(string script, string? lockPath = null, string? role = null, bool cgroups = true)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = "Estop.Processes.Tests";
        start.Environment["ESTOP_ROLE"] = "service";
        start.Environment["TEST_SCRIPT"] = script;
        start.Environment["TEST_LOCK"] = lockPath;
        start.Environment["TEST_ROLE"] = role;
        start.Environment["TEST_CGROUPS"] = cgroups ? "1" : "0";
        _process = Process.Start(start)!;
        GuardianId = ReadNumber();
        _instance = ProcessFacts.Variable(GuardianId, ChildVariables.Instance)!;
        ProcessId = ReadNumber();
    }

    public int GuardianId { get; }

    public int ProcessId { get; }

    public int ServiceId => _process.Id;

    public int ReadNumber()
    {
        var line = _process.StandardOutput.ReadLineAsync().WaitAsync(Guardians.Timeout).GetAwaiter().GetResult();
        Assert.True(line is not null, "The service has ended.");
        return int.Parse(line, CultureInfo.InvariantCulture);
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
        CgroupHome.Clear(_instance);
    }
}
