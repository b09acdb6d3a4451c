using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Estop.EndToEnd.Tests.Services;

/// <summary>A service of this repository, run from its build output as a process of its own.</summary>
public abstract partial class ServiceProcess(string project) : IAsyncLifetime
{
    private Process? _process;

    /// <summary>The service's HTTP API.</summary>
    internal WorkersApi Api { get; private set; } = null!;

    internal ServiceOutput Output { get; } = new();

    public bool IsAlive => !_process!.HasExited;

    public async ValueTask InitializeAsync()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "bin", project, Repository.Configuration);
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(folder, project + ".dll"), "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Output.Add(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => Output.Add(line.Data ?? "");
        _process.Exited += (_, _) => Output.End();
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
