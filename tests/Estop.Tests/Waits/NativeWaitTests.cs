using System.Diagnostics;
using System.Net;

namespace Estop.Tests.Waits;

/// <summary>Waits that end in native code.</summary>
public class NativeWaitTests
{
    public static TheoryData<string> Exits => [.. AllExits.Keys];

    private static readonly Dictionary<string, Action<Process>> AllExits = new()
    {
        ["WaitForExit()"] = static process => process.WaitForExit(),
        ["WaitForExit(int)"] = static process => process.WaitForExit(3_600_000),
        ["WaitForExit(TimeSpan)"] = static process => process.WaitForExit(TimeSpan.FromHours(1)),
        ["WaitForExitAsync"] = static process => process.WaitForExitAsync().Wait(),
    };

    [Theory]
    [MemberData(nameof(Exits))]
    public async Task Waiting_for_a_process_ends_at_once_and_the_process_lives_on(string wait)
    {
        using var process = Start("sleep", "3600");
        try
        {
            var scope = Worker.OnThread(inPlace =>
            {
                inPlace();
                AllExits[wait](process);
            });

            var receipt = await Phase.Stop(scope);

            Assert.Equal(Rung.Safepoint, receipt.EndedBy);
            Assert.False(process.HasExited);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Waiting_for_the_output_that_a_grandchild_holds_open_ends_at_once()
    {
        using var process = Start("sh", "-c", "sleep 3600 & echo $!");
        var grandchild = 0;
        try
        {
            var scope = Worker.OnThread(inPlace =>
            {
                process.OutputDataReceived += (_, line) =>
                {
                    if (line.Data is { } id)
                    {
                        grandchild = int.Parse(id);
                        inPlace();
                    }
                };
                process.BeginOutputReadLine();
                process.WaitForExit();
            });

            var receipt = await Phase.Stop(scope);

            Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        }
        finally
        {
            Process.GetProcessById(grandchild).Kill();
        }
    }

    [Fact]
    public async Task A_process_that_exits_is_waited_for_as_ever()
    {
        var exited = new List<bool>();
        var lines = new List<string?>();
        var scope = StopScope.StartThread(() =>
        {
            using var process = Start("sh", "-c", "echo one; echo two; exit 7");
            process.OutputDataReceived += (_, line) => lines.Add(line.Data);
            process.BeginOutputReadLine();
            process.WaitForExit();
            exited.Add(process.ExitCode == 7);
            exited.Add(process.WaitForExit(0));
            using var slow = Start("sleep", "3600");
            exited.Add(slow.WaitForExit(1));
            slow.Kill();
            exited.Add(slow.WaitForExit(Timeout.InfiniteTimeSpan));
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Null(end.Exception);
        Assert.Equal([true, true, false, true], exited);
        Assert.Equal(["one", "two", null], lines);
    }

    [Fact]
    public async Task Names_are_looked_up_as_ever()
    {
        IPAddress[]? addresses = null;
        Exception? unknown = null;
        var scope = StopScope.StartThread(() =>
        {
            addresses = Dns.GetHostAddresses("localhost");
            Assert.NotEmpty(Dns.GetHostEntry("localhost").AddressList);
            unknown = Record.Exception(static () => Dns.GetHostAddresses(new string('x', 300)));
        });

        var end = await Phase.InTime(scope.Completion);

        Assert.Null(end.Exception);
        Assert.Contains(addresses!, IPAddress.IsLoopback);
        Assert.IsType<ArgumentOutOfRangeException>(unknown);
    }

    [Fact]
    public async Task Waiting_for_finalizers_ends_at_once()
    {
        using var release = new ManualResetEventSlim();
        using var finalizing = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            Drop(finalizing, release);
            GC.Collect();
            Phase.Reached(finalizing);
            inPlace();
            GC.WaitForPendingFinalizers();
        });

        var receipt = await Phase.Stop(scope);
        release.Set();

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        GC.WaitForPendingFinalizers();

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Drop(ManualResetEventSlim finalizing, ManualResetEventSlim release) =>
            _ = new Finalized(finalizing, release);
    }

    private static Process Start(string file, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;

    private sealed class Finalized(ManualResetEventSlim finalizing, ManualResetEventSlim release)
    {
        ~Finalized()
        {
            finalizing.Set();
            release.Wait(Phase.HardTimeout);
        }
    }
}
