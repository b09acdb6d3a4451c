using Estop.Runtime;

namespace Estop.AspNetCore.Tests;

/// <summary>Worker code as it is after weaving, so that these tests stand without the weaver.</summary>
internal static class TestKinds
{
    public static void Register(EstopBuilder estop) => estop
        .AddWorker<NoInput>("sleeper", (_, _) => ThreadWaits.Sleep(Timeout.Infinite))
        .AddWorker<Device>("device", (input, context) =>
        {
            context.Report($"watching {input.Address}");
            ThreadWaits.Sleep(Timeout.Infinite);
        })
        .AddWorker<ExplodingInput>("exploding", (_, _) => { });
}
