using System.Diagnostics;

namespace Estop.Testing;

internal sealed class ProcessWait : HostileThread
{
    public override string Hostility => "Waits for a process that does not end";

    public override bool IsSupported => !OperatingSystem.IsWindows();

    private Process? _process;

    protected override void Run()
    {
        using var waited = Process.GetProcessById(_process!.Id);
        Arrive();
        waited.WaitForExit();
    }

    protected override void Prepare() => _process = Idle.Start();

    protected override void GiveBack() => _process?.Kill();
}
