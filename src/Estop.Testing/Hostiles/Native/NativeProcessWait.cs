using System.Diagnostics;

namespace Estop.Testing;

internal sealed class NativeProcessWait : HostileThread
{
    public override string Hostility => "Waits in native code for a process that does not end";

    public override bool IsSupported => OperatingSystem.IsLinux();

    private Process? _process;

    protected override void Run()
    {
        Arrive();
        _ = Libc.WaitForProcess(_process!.Id, out _, 0);
    }

    protected override void Prepare() => _process = Idle.Start();

    protected override void GiveBack() => _process?.Kill();
}
