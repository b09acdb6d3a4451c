using Estop.Runtime;

namespace Estop.AspNetCore.Tests;

/// <summary>Worker code as it is after weaving, so that these tests stand without the weaver.</summary>
internal static class TestKinds
{
    /// <summary>Ends the workers of the kind that comes to no safepoint.</summary>
    public static bool Released;

    public static void Register(EstopBuilder estop) => estop
        .AddWorker<NoInput>("sleeper", (_, _) => ThreadWaits.Sleep(Timeout.Infinite))
        .AddWorker<Device>("device", (input, context) =>
        {
            context.Report($"watching {input.Address}");
            ThreadWaits.Sleep(Timeout.Infinite);
        })
        .AddWorker<NoInput>(
            "failing",
            static (_, _) => throw new IOException("No answer."),
            static kind => kind.Restart = new RestartPolicy { Mode = RestartMode.OnFailure, Window = TimeSpan.FromMinutes(5) })
        .AddWorker<NoInput>("stubborn", (_, _) =>
        {
            while (!Volatile.Read(ref Released))
            {
            }
        })
        .AddWorker<ExplodingInput>("exploding", (_, _) => { });
}
