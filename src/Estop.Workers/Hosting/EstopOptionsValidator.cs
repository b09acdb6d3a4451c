using Microsoft.Extensions.Options;

namespace Estop.Workers;

/// <summary>Checks the settings and all kinds when the host starts, and reports everything that is wrong at once.</summary>
internal sealed class EstopOptionsValidator(IEnumerable<Kind> kinds, IEnumerable<IChildProcesses> children) : IValidateOptions<EstopOptions>
{
    public ValidateOptionsResult Validate(string? name, EstopOptions options)
    {
        var failures = new List<string>();
        if (options.MaxThreads is < 1 or > EstopOptions.ThreadCeiling)
        {
            failures.Add(
                $"{nameof(EstopOptions)}.{nameof(options.MaxThreads)} is {options.MaxThreads}; "
                    + $"set it to 1 to {EstopOptions.ThreadCeiling}.");
        }

        if (options.MaxAbandonedThreads is < 0 or > EstopOptions.ThreadCeiling)
        {
            failures.Add(
                $"{nameof(EstopOptions)}.{nameof(options.MaxAbandonedThreads)} is {options.MaxAbandonedThreads}; "
                    + $"set it to 0 to {EstopOptions.ThreadCeiling}.");
        }

        if (options.ShutdownDeadline <= TimeSpan.Zero || options.ShutdownDeadline > StopTimes.Longest)
        {
            failures.Add(
                $"{nameof(EstopOptions)}.{nameof(options.ShutdownDeadline)} is {options.ShutdownDeadline}; "
                    + "set it to more than 0 and at most 1 day.");
        }

        foreach (var group in kinds.GroupBy(kind => kind.Name, StringComparer.Ordinal))
        {
            CheckName(group.Key, group.Count(), failures);
            foreach (var kind in group)
            {
                CheckLadder(kind, failures);
                CheckRestart(kind, failures);
                CheckContainment(kind, failures);
                CheckProcess(kind, failures);
                if (kind.IsProgram && !children.Any())
                {
                    failures.Add($"The kind '{kind.Name}' is a program, and the service has no child processes; call UseProcesses.");
                }
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckName(string name, int count, List<string> failures)
    {
        if (!WorkerIds.AreValid(name, WorkerIds.LongestKind))
        {
            failures.Add($"The kind's name '{name}' cannot stand in a URL. {WorkerIds.Rule(WorkerIds.LongestKind)}");
        }

        if (count > 1)
        {
            failures.Add($"The kind '{name}' is registered {count} times; give each kind a name of its own.");
        }
    }

    private static void CheckContainment(Kind kind, List<string> failures)
    {
        var option = $"{nameof(WorkerKindOptions)}.{nameof(WorkerKindOptions.Containment)} of kind '{kind.Name}'";
        if (!Enum.IsDefined(kind.Containment))
        {
            failures.Add($"{option} is {kind.Containment}; set it to a member of {nameof(Containment)}.");
        }
        else if (kind.Containment is Containment.SharedProcess or Containment.OwnProcess && !kind.RunsInChildren)
        {
            failures.Add(
                $"{option} is {kind.Containment}, and no child process knows the kind; register it in ConfigureWorkers of the "
                    + "class that UseProcesses names, or leave it at Auto.");
        }
    }

    private static void CheckProcess(Kind kind, List<string> failures)
    {
        if (kind.Process is not { } process)
        {
            return;
        }

        if (kind.Containment != Containment.OwnProcess)
        {
            failures.Add(
                $"{Setting()} of kind '{kind.Name}' need a process of its own, and its containment is {kind.Containment}; set it to "
                    + $"{nameof(Containment.OwnProcess)}, or leave them out.");
        }

        if (process.Limits?.Nice is < -20 or > 19)
        {
            failures.Add(
                $"{nameof(WorkerKindOptions)}.{nameof(WorkerKindOptions.Limits)} of kind '{kind.Name}': {nameof(RunLimits.Nice)} is "
                    + $"{process.Limits.Nice}; set it to -20 to 19.");
        }

        if (process.WorkingDirectory is { } folder && (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder)))
        {
            failures.Add(
                $"{nameof(WorkerKindOptions)}.{nameof(WorkerKindOptions.WorkingDirectory)} of kind '{kind.Name}' is '{folder}', which "
                    + "is no folder; give the full path of one.");
        }

        string Setting() => $"{nameof(WorkerKindOptions)}." + process switch
        {
            { Limits: not null } => nameof(WorkerKindOptions.Limits),
            { UserId: not null } => nameof(WorkerKindOptions.UserId),
            { WorkingDirectory: not null } => nameof(WorkerKindOptions.WorkingDirectory),
            _ => nameof(WorkerKindOptions.Environment),
        };
    }

    private static void CheckRestart(Kind kind, List<string> failures)
    {
        if (kind.Restart is not { } restart)
        {
            failures.Add($"The restart policy of kind '{kind.Name}' is null; leave it as it is, or set a {nameof(RestartPolicy)}.");
            return;
        }

        var errors = new List<FieldError>();
        RestartPolicyCheck.Check(restart, prefix: "", errors);
        failures.AddRange(errors.Select(error =>
            $"The restart policy of kind '{kind.Name}': {error.Field} is {error.Value}. {error.Message} {error.Remedy}"));
    }

    private static void CheckLadder(Kind kind, List<string> failures)
    {
        if (kind.Ladder is not { } ladder)
        {
            failures.Add($"The ladder of kind '{kind.Name}' is null; leave it as it is, or set a {nameof(LadderOptions)}.");
            return;
        }

        Check(nameof(ladder.Grace), ladder.Grace, TimeSpan.Zero);
        Check(nameof(ladder.InterruptAfter), ladder.InterruptAfter, TimeSpan.Zero);
        Check(nameof(ladder.CleanupBudget), ladder.CleanupBudget, TimeSpan.Zero);
        Check(nameof(ladder.HandlerBudget), ladder.HandlerBudget, TimeSpan.Zero);
        Check(nameof(ladder.SignalAfter), ladder.SignalAfter, TimeSpan.Zero);
        Check(nameof(ladder.CloseAfter), ladder.CloseAfter, TimeSpan.Zero);
        Check(nameof(ladder.LetGoAfter), ladder.LetGoAfter, TimeSpan.Zero);
        Check(nameof(ladder.AbortAfter), ladder.AbortAfter ?? TimeSpan.Zero, TimeSpan.Zero);
        Check(nameof(ladder.KillAfter), ladder.KillAfter, TimeSpan.Zero);
        Check(nameof(ladder.LockBudget), ladder.LockBudget, TimeSpan.Zero);
        Check(nameof(ladder.Deadline), ladder.Deadline, TimeSpan.FromTicks(1));
        if (ladder.Grace >= ladder.Deadline)
        {
            failures.Add(
                $"{nameof(LadderOptions)}.{nameof(ladder.Grace)} of kind '{kind.Name}' is {ladder.Grace}; set it to less than its "
                    + $"{nameof(ladder.Deadline)}, which is {ladder.Deadline}.");
        }

        void Check(string time, TimeSpan value, TimeSpan shortest)
        {
            if (value < shortest || value > StopTimes.Longest)
            {
                failures.Add(
                    $"{nameof(LadderOptions)}.{time} of kind '{kind.Name}' is {value}; "
                        + $"set it to {(shortest == TimeSpan.Zero ? "0" : "more than 0")} to 1 day.");
            }
        }
    }
}
