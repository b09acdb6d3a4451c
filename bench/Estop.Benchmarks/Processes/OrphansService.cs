using System.Diagnostics;
using Estop.Benchmarks.Children;
using Estop.Processes;

namespace Estop.Benchmarks.Processes;

/// <summary>A service under load: it starts processes of every sort and kills them, until it is killed itself.</summary>
internal static class OrphansService
{
    public const string Role = "orphans";
    private const int AtOnce = 4;

    /// <summary>The service in a process of its own, whose tree bears the cookie.</summary>
    public static Process Start(string instance, int seed)
    {
        var executable = ServiceExecutable.Current();
        var start = new ProcessStartInfo(executable.Path, executable.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[ManagedEnvironment.StartupHooks] = "Estop.Benchmarks";
        start.Environment[ChildVariables.Role] = Role;
        start.Environment["ORPHANS_INSTANCE"] = instance;
        start.Environment["ORPHANS_SEED"] = seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    public static async Task RunAsync()
    {
        Tether.Fasten();
        var seed = int.Parse(Environment.GetEnvironmentVariable("ORPHANS_SEED")!, System.Globalization.CultureInfo.InvariantCulture);
        using var guardian = await GuardianClient.StartAsync(
            Programs.Guardian with { Instance = Environment.GetEnvironmentVariable("ORPHANS_INSTANCE")!, UseCgroups = seed % 2 == 0 });
        Console.WriteLine("on");
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(loop => LoadAsync(guardian, new Random(seed + loop))));
    }

    private static async Task LoadAsync(GuardianClient guardian, Random random)
    {
        while (true)
        {
            using var process = await StartOneAsync(guardian, random.Next(4));
            await Task.Delay(random.Next(30));
            if (random.Next(3) > 0)
            {
                await process.KillAsync(TimeSpan.FromSeconds(10));
            }
        }
    }

    private static async Task<GuardedProcess> StartOneAsync(GuardianClient guardian, int sort)
    {
        switch (sort)
        {
            case 0:
                return await guardian.SpawnAsync(Programs.Sleep);
            case 1:
                return await guardian.SpawnAsync(Programs.Direct("/bin/sh", "-c", Programs.DoubleFork));
            case 2:
                return await guardian.SpawnAsync(Programs.Warm());
            default:
                var warm = await guardian.SpawnAsync(Programs.Warm());
                await CommandChild.BecomeAsync(
                    warm,
                    new CommandRequest
                    {
                        Path = "/bin/sh",
                        Arguments = ["-c", Programs.DoubleFork],
                        Environment = CommandEnvironment.Create(),
                    });
                return warm;
        }
    }
}
