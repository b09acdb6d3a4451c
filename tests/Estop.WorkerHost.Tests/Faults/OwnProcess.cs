using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>
/// Runs the body of a test in a process of its own, which is a service then: its limits, its directories and its file systems can be
/// taken away without harm to the tests beside it.
/// </summary>
internal sealed class OwnProcess
{
    private const string ScenarioVariable = "TEST_SCENARIO";
    private const string InputVariable = "TEST_INPUT";

    // Each wait of a scenario is shorter.
    private static readonly TimeSpan HardTimeout = TimeSpan.FromMinutes(2);

    /// <summary>What starts the process, before its executable. Default: nothing.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    /// <summary>The folder with the files of the service. Default: that of this test.</summary>
    public string Folder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Texts for the scenario.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>In the process: the texts for its scenario.</summary>
    public static IReadOnlyList<string> Inputs { get; private set; } = [];

    /// <summary>Whether the runtime of the process needs no thread more once it runs. Where it gets none, it ends its process.</summary>
    public bool NeedsNoMoreThreads { get; init; }

    /// <summary>Runs a scenario, which captures nothing, and fails as it does.</summary>
    public static Task RunAsync(Func<Task> scenario) => new OwnProcess().RunHereAsync(scenario);

    /// <summary>The same where the process is to get no more threads, or nothing to make them with.</summary>
    public static Task RunWithoutMoreThreadsAsync(Func<Task> scenario) =>
        new OwnProcess { NeedsNoMoreThreads = true }.RunHereAsync(scenario);

    /// <summary>In the process: makes threads of the pool for all that the scenario has it do.</summary>
    public static void FillThePool()
    {
        const int Threads = 16;
        ThreadPool.SetMinThreads(Threads, Threads);
        using var there = new Barrier(Threads + 1);
        for (var i = 0; i < Threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static there => there.SignalAndWait(), there, preferLocal: false);
        }

        Assert.True(there.SignalAndWait(Phase.HardTimeout));
    }

    /// <summary>The same with a shell's commands before it, in its file systems: what they mount there, nobody else sees.</summary>
    public static Task RunAmongFileSystemsAsync(string commands, Func<Task> scenario)
    {
        Assert.SkipWhen(CanMount.Value is { } reason && Environment.GetEnvironmentVariable("CI") is null, CanMount.Value ?? "");
        return new OwnProcess
        {
            Under = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", $"{commands}\nexec \"$@\"", "sh"],
        }.RunHereAsync(scenario);
    }

    public async Task RunHereAsync(Func<Task> scenario)
    {
        var temporary = Directory.CreateTempSubdirectory("estop-test-");
        if (!OperatingSystem.IsWindows())
        {
            // The scenario may be another user's.
            temporary.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        }

        try
        {
            await RunInAsync(temporary.FullName, scenario);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private async Task RunInAsync(string temporary, Func<Task> scenario)
    {
        string[] line = [.. Under, Path.Combine(Folder, Path.GetFileName(Environment.ProcessPath!))];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = temporary,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(OwnProcess).Assembly.GetName().Name;
        start.Environment["TMPDIR"] = temporary;
        start.Environment["DOTNET_TieredCompilation"] = NeedsNoMoreThreads ? "0" : "1";
        start.Environment[InputVariable] = string.Join('\n', Input);
        start.Environment[ScenarioVariable] = $"{scenario.Method.DeclaringType!.FullName}/{scenario.Method.Name}";
        var output = new StringBuilder();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var ended = process.WaitForExitAsync();
            await Task.WhenAny(ended, Task.Delay(HardTimeout));
            lock (output)
            {
                Assert.True(ended.IsCompleted, $"The process has not ended in {HardTimeout}:\n{output}");
                Assert.True(process.ExitCode == 0, $"The process exited with code {process.ExitCode}:\n{output}");
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        void Add(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }
    }

    /// <summary>In the process that was made for it. Does not return if there is a scenario to be run.</summary>
    public static void RunScenario()
    {
        if (Environment.GetEnvironmentVariable(ScenarioVariable) is not { } name)
        {
            return;
        }

        Inputs = (Environment.GetEnvironmentVariable(InputVariable) ?? "").Split('\n');
        Environment.SetEnvironmentVariable(ScenarioVariable, null);
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        var code = 1;
        try
        {
            var type = typeof(OwnProcess).Assembly.GetType(name.Split('/')[0], throwOnError: true)!;
            var method = type.GetMethod(name.Split('/')[1], BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;
            ((Task)method.Invoke(Activator.CreateInstance(type, nonPublic: true), [])!).GetAwaiter().GetResult();
            code = 0;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception);
        }

        Environment.Exit(code);
    }

    /// <summary>Why no file system can be mounted here; null if it can.</summary>
    private static Lazy<string?> CanMount { get; } = new(static () =>
    {
        using var probe = Process.Start(new ProcessStartInfo(
            "unshare", ["--mount", "--propagation", "private", "mount", "-t", "tmpfs", "-o", "size=16k", "none", "/dev/shm"])
        {
            RedirectStandardError = true,
        })!;
        var error = probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : $"No file system can be mounted: {error}";
    });
}
