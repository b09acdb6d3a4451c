using Sample.Simulator;

namespace Sample;

/// <summary>What a newcomer sees first.</summary>
internal static class Welcome
{
    public static void Print(string address, DeviceSimulator simulator)
    {
        var workers = $"{address}/v1/workers";
        var body = $$$"""{"kind":"device-monitor","id":"cam-42","input":{"address":"{{{simulator.Devices[0].Address}}}"}}""";
        var devices = simulator.Devices.Select(device => $"  {device.Address}  {device.Name,-11}  {Describe(device.AnswersAfter)}");

        Console.WriteLine($"""

            DeviceMonitor listens on {address}

            {string.Join(Environment.NewLine, devices)}

            Watch a device for ever, see how it gets on, and stop it at once:

              curl -X POST {workers} -H 'Content-Type: application/json' -d '{body}'
              curl {workers}/cam-42
              curl -X DELETE {workers}/cam-42

            """);
    }

    private static string Describe(TimeSpan answersAfter) =>
        answersAfter == Timeout.InfiniteTimeSpan ? "never answers"
        : answersAfter == TimeSpan.Zero ? "answers at once"
        : $"answers after {answersAfter.TotalSeconds} s";
}
