using Estop.Processes;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>
/// What a service that has this process to itself holds, and its guardian: a fault must leave no more than there was before.
/// </summary>
internal sealed class Traces
{
    private readonly (int Service, int Guardian, int Children, int Cgroups, int Files) _before;

    private Traces()
    {
        GuardianId = ProcessFacts.Children(Environment.ProcessId)
            .Single(static child => ProcessFacts.Stat(child) is { Name: "estop-guardian", State: not 'Z' });
        _before = Now;
    }

    /// <summary>After a first run: what is made once is there then.</summary>
    public static async Task<Traces> OfAsync(ChildService service)
    {
        var first = await service.StartAsync("sleeping", Containment.OwnProcess);
        Assert.True(first.Status == WorkerStatus.Running, first.Run.Error);
        await service.StopAsync(first.Id);
        return new Traces();
    }

    /// <summary>The guardian of the service in this process.</summary>
    public int GuardianId { get; }

    /// <summary>Everything that the guardian has started and not reaped.</summary>
    public IReadOnlyList<int> Children => ProcessFacts.Children(GuardianId);

    private (int Service, int Guardian, int Children, int Cgroups, int Files) Now =>
        (OpenFiles(Environment.ProcessId), OpenFiles(GuardianId), Children.Count, Cgroups().Count(), FilesOfRuntimes().Count());

    /// <summary>Waits until there is no more than there was when this was made: no descriptor, process, zombie, cgroup or file.</summary>
    public void AssertNothingMore()
    {
        var now = Now;
        Assert.True(
            SpinWait.SpinUntil(
                () => (now = Now) is var (service, guardian, children, cgroups, files)
                    && service <= _before.Service && guardian <= _before.Guardian && children <= _before.Children
                    && cgroups <= _before.Cgroups && files <= _before.Files,
                Phase.HardTimeout),
            $"Something is left: {now}, and was {_before}.");
    }

    public static int OpenFiles(int processId) => Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length;

    private IEnumerable<string> Cgroups()
    {
        var home = $"estop-{ProcessFacts.Variable(GuardianId, ChildVariables.Instance)}";
        return Enum.GetValues<CgroupController>().Select(CgroupMounts.Legacy)
            .Append(CgroupMounts.Unified())
            .OfType<string>()
            .SelectMany(place => CgroupFiles.Directories(Path.Combine(place, home)));
    }

    /// <summary>The sockets and pipes for debuggers, of which a runtime that is killed leaves its own.</summary>
    private static IEnumerable<string> FilesOfRuntimes() =>
        ((string[])["dotnet-diagnostic-*", "clr-debug-pipe-*"]).SelectMany(static files => Directory.GetFiles(Path.GetTempPath(), files));
}
