using System.Diagnostics;

namespace Sample;

/// <summary>The worker runs in another process, which can be killed. It costs a process, and no cleanup runs.</summary>
internal sealed class ProcessOfItsOwn : Way
{
    private Process _process = null!;
    private Task<string> _rest = null!;

    public override string Idea => "a process of its own, killed";

    public override void Start(StoryWorker worker, Place place)
    {
        _process = Executable.Start("--worker", place.ToString());
        while (_process.StandardOutput.ReadLine() != WorkerProcess.InPlace)
        {
        }

        _rest = _process.StandardOutput.ReadToEndAsync();
    }

    public override void Stop() => _process.Kill();

    public override bool AwaitEnd(TimeSpan time) => _process.WaitForExit(time);

    public override bool HasCleanedUp(StoryWorker worker) => _rest.Result.Contains(WorkerProcess.CleanedUp);
}
