using System.Globalization;
using Estop.Workers;

namespace Estop.Benchmarks.Children;

/// <summary>A service under load: it starts workers in processes of their own and in shared ones and stops them, until it is killed.</summary>
internal static class OrphansService
{
    public const string Command = "orphans-service";
    private const int AtOnce = 4;

    private static readonly (string Kind, Containment Where)[] Sorts =
    [
        ("sleeping", Containment.OwnProcess),
        ("awaiting", Containment.OwnProcess),
        ("spawning", Containment.OwnProcess),
        ("native-loop", Containment.OwnProcess),
        ("sleeping", Containment.SharedProcess),
        ("awaiting", Containment.SharedProcess),
        ("spawning", Containment.SharedProcess),
    ];

    public static async Task RunAsync(string seed)
    {
        Tether.Fasten();
        var first = int.Parse(seed, CultureInfo.InvariantCulture);
        await using var service = await Service.StartAsync(spares: 2);
        Console.WriteLine("on");
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(loop => LoadAsync(service.Supervisor, new Random(first + loop))));
    }

    private static async Task LoadAsync(Supervisor supervisor, Random random)
    {
        while (true)
        {
            var (kind, where) = Sorts[random.Next(Sorts.Length)];
            var started = await supervisor.StartAsync(new StartRequest { Kind = kind, Containment = where });
            await Task.Delay(random.Next(200));
            if (random.Next(3) > 0)
            {
                await supervisor.StopAndForgetAsync(
                    started.Worker.Id, request: new StopRequest { Mode = random.Next(2) == 0 ? StopMode.Kill : StopMode.Prompt });
            }
        }
    }
}
