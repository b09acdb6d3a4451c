using System.Globalization;
using Estop.Processes;

namespace Estop.WorkerHost.Tests.Limits;

/// <summary>Where and as whom a run of a kind executes.</summary>
public sealed class RunPlaceTests
{
    [Fact]
    public async Task A_run_has_the_directory_the_environment_and_the_priority_of_its_kind()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("placed", Containment.OwnProcess);
        var process = worker.Run.ProcessId!.Value;

        Assert.Equal("/usr camera", worker.Run.Progress!.Text);
        Assert.Equal("/usr", File.ResolveLinkTarget($"/proc/{process}/cwd", returnFinalTarget: false)!.FullName);
        if (File.Exists("/proc/self/autogroup"))
        {
            // Between sessions only this one counts.
            Assert.EndsWith(" nice 7", (await File.ReadAllTextAsync($"/proc/{process}/autogroup")).TrimEnd(), StringComparison.Ordinal);
        }

        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task A_spare_leaves_the_processors_to_others_while_it_is_made_and_takes_its_share_once_it_is_ready()
    {
        Assert.SkipUnless(File.Exists("/proc/self/autogroup"), "This kernel has no priority of sessions.");
        await using var service = await ChildService.StartAsync(options => options.Spares = 1);
        var (spare, priorities) = (0, new HashSet<int?>());
        for (var round = 0; round < 20 && !priorities.Contains(5); round++)
        {
            // Each run that takes the spare has another one made.
            var worker = (await service.StartAsync("sleeping", Containment.OwnProcess)).Run.ProcessId!.Value;
            Assert.Equal(0, PriorityOf(worker));
            var guardian = ProcessFacts.Stat(worker)!.Value.Parent;
            var known = service.Supervisor.List(new WorkerFilter()).Workers.Select(running => running.Run.ProcessId).ToHashSet();

            // Bounded, since a spare may have been ready before it was looked at, and then nothing of it changes.
            SpinWait.SpinUntil(
                () => (spare = ProcessFacts.Children(guardian).Find(child => !known.Contains(child))) != 0
                    && priorities.Add(PriorityOf(spare)) | PriorityOf(spare) == 5,
                TimeSpan.FromSeconds(2));
        }

        Assert.Contains(5, priorities);
        Phase.Until(() => PriorityOf(spare) == 0, "it is ready");
    }

    [Fact]
    public void What_the_service_has_no_right_to_is_refused_with_the_remedy()
    {
        var kinds = new[]
        {
            Kind("hurried", options => options.Limits = new RunLimits { Nice = -5 }),
            Kind("somebody-else", options => options.UserId = 65534),
            Kind("patient", options => options.Limits = new RunLimits { Nice = 5 }),
        };

        var refusals = ChildLimits.Refusals(kinds, new GuardianAbilities()).ToList();

        Assert.Equal(2, refusals.Count);
        Assert.Contains("'hurried': The service may not set a nice value below 0, such as -5; give it CAP_SYS_NICE", refusals[0], StringComparison.Ordinal);
        Assert.Contains("'somebody-else': The service may not start processes of user 65534; run it as root", refusals[1], StringComparison.Ordinal);
        Assert.Empty(ChildLimits.Refusals(kinds, new GuardianAbilities { OtherUsers = true, NegativeNice = true }));
    }

    [Theory]
    [InlineData("CapEff:\t000001ffffffffff", 0x1ffffffffffUL)]
    [InlineData("CapEff:\t0000000000000000", 0UL)]
    [InlineData("Name:\tnone", 0UL)]
    public void The_kernel_tells_what_the_service_may_do(string line, ulong expected) =>
        Assert.Equal(expected, UserRights.Read(["State:\tR (running)", line]));

    private static int? PriorityOf(int process) =>
        KernelFile.Read($"/proc/{process}/autogroup") is { } text && text.Split(" nice ") is [_, var nice]
            ? int.Parse(nice, CultureInfo.InvariantCulture)
            : null;

    private static ThreadKind<NoInput> Kind(string name, Action<WorkerKindOptions> configure)
    {
        var options = new WorkerKindOptions { Containment = Containment.OwnProcess };
        configure(options);
        return new ThreadKind<NoInput>(name, name, options, _ => OrdinaryWork.Sleep);
    }
}
