using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>A kind that is a program. Each run is a process of its own, with what that starts.</summary>
internal sealed class CommandKind : Kind
{
    public CommandKind(string name, CommandLine command, WorkerKindOptions options)
        : base(name, $"{typeof(Kind).Namespace}.{name}", options, command.Input)
    {
        Command = command;
        RunsInChildren = true;
    }

    public CommandLine Command { get; }

    public override bool NeedsThread => false;

    public override bool IsProgram => true;

    public override StopScope Start(IRunSite site, object input, StopScopeOptions options) =>
        throw new NotSupportedException($"The kind '{Name}' is a program, which executes in no scope of this process.");
}
