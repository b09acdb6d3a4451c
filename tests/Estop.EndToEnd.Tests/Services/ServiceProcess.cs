using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Estop.EndToEnd.Tests.Services;

/// <summary>A service, run as a process of its own.</summary>
public abstract partial class ServiceProcess : IAsyncLifetime
{
    private readonly string _folder;
    private readonly string[] _command;
    private Process? _process;

    /// <summary>A service of this repository, from its build output.</summary>
    protected ServiceProcess(string project)
        : this(Path.Combine(Repository.Root, "artifacts", "bin", project, Repository.Configuration), "dotnet", $"{project}.dll")
    {
    }

    /// <param name="folder">Where it runs.</param>
    /// <param name="command">The program and its arguments.</param>
    private protected ServiceProcess(string folder, params string[] command) => (_folder, _command) = (folder, command);

    /// <summary>Variables that it gets beside those of the tests.</summary>
    internal Dictionary<string, string> Environment { get; } = [];

    internal int ProcessId => _process!.Id;

    /// <summary>The service's HTTP API.</summary>
    internal WorkersApi Api { get; private set; } = null!;

    internal ServiceOutput Output { get; } = new();

    public bool IsAlive => !_process!.HasExited;

    public async ValueTask InitializeAsync()
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(_command[0], [.. _command[1..], "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = _folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in Environment)
        {
            _process.StartInfo.Environment[name] = value;
        }

        // Its end is not awaited but that of what it prints, of which the last lines come after it.
        var open = 2;
        DataReceivedEventHandler read = (_, line) =>
        {
            if (line.Data is { } text)
            {
                Output.Add(text);
            }
            else if (Interlocked.Decrement(ref open) == 0)
            {
                Output.End();
            }
        };
        _process.OutputDataReceived += read;
        _process.ErrorDataReceived += read;
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        Api = new WorkersApi((await Output.LineAsync(Listening)).Groups["address"].Value);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Api?.Dispose();
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>As the kernel would when memory is short: the service can do nothing about it.</summary>
    public void Kill() => _process!.Kill();

    /// <summary>Whether the process's own list of threads has this one.</summary>
    public bool HasThread(int id) => Directory.Exists($"/proc/{_process!.Id}/task/{id}");

    [GeneratedRegex(@"listen(s|ing) on:? (?<address>http\S+)")]
    private static partial Regex Listening { get; }
}
