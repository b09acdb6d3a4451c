namespace Estop.Processes.Tests;

/// <summary>A service that starts what its arguments say, tells its guardian's id and theirs, and waits to be killed.</summary>
internal static class TestService
{
    public static void Run()
    {
        var script = Environment.GetEnvironmentVariable("TEST_SCRIPT")!;
        var options = Guardians.Options with { LockPath = Environment.GetEnvironmentVariable("TEST_LOCK") };
        using var guardian = GuardianClient.StartAsync(options).GetAwaiter().GetResult();
        Console.WriteLine(guardian.ProcessId);
        var process = guardian.SpawnAsync(Guardians.Shell(script)).GetAwaiter().GetResult();
        Console.WriteLine(process.ProcessId);
        while (process.Output!.Lines.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (process.Output.Lines.TryRead(out var line))
            {
                Console.WriteLine(line);
            }
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
