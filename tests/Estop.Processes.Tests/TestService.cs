namespace Estop.Processes.Tests;

/// <summary>A service that starts what its arguments say, tells its guardian's id and theirs, and waits to be killed.</summary>
internal static class TestService
{
    public static void Run()
    {
        var script = Environment.GetEnvironmentVariable("TEST_SCRIPT")!;
        var options = Guardians.Options with { LockPath = Environment.GetEnvironmentVariable("TEST_LOCK"), UseCgroups = Environment.GetEnvironmentVariable("TEST_CGROUPS") != "0" };
        using var guardian = GuardianClient.StartAsync(options).GetAwaiter().GetResult();
        Console.WriteLine(guardian.ProcessId);
        var process = Spawn(guardian, script);
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

    /// <summary>A shell, by itself or as what a warm child becomes, or a child as it is.</summary>
    private static GuardedProcess Spawn(GuardianClient guardian, string script)
    {
        var role = Environment.GetEnvironmentVariable("TEST_ROLE");
        var process = guardian.SpawnAsync(role is null ? Guardians.Shell(script) : Guardians.Managed(role == "user" ? "command" : role)).GetAwaiter().GetResult();
        if (role == "command")
        {
            CommandChild.BecomeAsync(process, Guardians.Command(script)).GetAwaiter().GetResult();
        }
        else if (role == "user")
        {
            CommandChild.BecomeAsync(process, Guardians.Command(script) with { UserId = 65534 }).GetAwaiter().GetResult();
        }
        else if (role == "child")
        {
            var ready = new ManualResetEventSlim();
            process.Channel!.Start("test", _ => ready.Set(), _ => { });
            ready.Wait();
        }

        return process;
    }
}
