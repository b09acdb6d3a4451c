using Estop.Processes;
using Microsoft.Extensions.Options;

namespace Estop.WorkerHost;

/// <summary>Checks the settings when the host starts, and that the executable can be taken over at all.</summary>
internal sealed class ProcessOptionsValidator : IValidateOptions<ProcessOptions>
{
    public ValidateOptionsResult Validate(string? name, ProcessOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.Spares), options.Spares, 0, 64);
        Check(nameof(options.RunsPerProcess), options.RunsPerProcess, 1, 10_000);
        if (options.StartTimeout <= TimeSpan.Zero || options.StartTimeout > TimeSpan.FromHours(1))
        {
            failures.Add(
                $"{nameof(ProcessOptions)}.{nameof(options.StartTimeout)} is {options.StartTimeout}; set it to more than 0 and at "
                    + "most 1 hour.");
        }

        failures.AddRange(options.Environment
            .Select(static variable => ManagedEnvironment.Refusal(variable.Key, variable.Value))
            .OfType<string>()
            .Select(refusal => $"{nameof(ProcessOptions)}.{nameof(options.Environment)}: {refusal}"));

        // A second service would start where a child is meant.
        if (AppContext.TryGetSwitch("System.StartupHookProvider.IsSupported", out var hooks) && !hooks)
        {
            failures.Add(
                "Child processes need startup hooks, and this executable was published without them; leave PublishTrimmed and "
                    + "PublishAot out of its project, and StartupHookSupport at true.");
        }
        else if (!HasHook())
        {
            failures.Add(
                "Child processes need the startup hook of Estop.WorkerHost, and this executable was published without it; leave "
                    + "PublishTrimmed out of its project.");
        }

        if (!OperatingSystem.IsLinux())
        {
            failures.Add("Child processes are for Linux; leave UseProcesses out on this platform.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        // The trimmer takes away what only the runtime asks for.
        static bool HasHook() => typeof(ProcessOptionsValidator).Assembly.GetType("StartupHook")?.GetMethod("Initialize") is not null;

        void Check(string option, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                failures.Add($"{nameof(ProcessOptions)}.{option} is {value}; set it to {least} to {most}.");
            }
        }
    }
}
