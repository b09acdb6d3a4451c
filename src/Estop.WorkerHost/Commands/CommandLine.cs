using System.Text.RegularExpressions;
using Estop.Processes;

namespace Estop.WorkerHost;

/// <summary>The command of a kind, checked and ready to be filled with the input of a run.</summary>
internal sealed class CommandLine
{
    private readonly IReadOnlyList<ArgumentTemplate> _arguments;
    private readonly IReadOnlyDictionary<string, ArgumentTemplate> _environment;
    private readonly IReadOnlyDictionary<string, string> _inherited;

    /// <param name="kind">The name of the kind, for errors.</param>
    /// <param name="options">What was configured.</param>
    /// <exception cref="ArgumentException">Something of it cannot be; the message names every field, its value and the remedy.</exception>
    public CommandLine(string kind, CommandOptions options)
    {
        var errors = new List<string>();
        Program = ProgramOf(options.Program, errors);
        _arguments = [.. options.Arguments.Select((text, at) => Template($"{nameof(options.Arguments)}[{at}]", text, options, errors))];
        _environment = options.Environment.ToDictionary(
            static variable => variable.Key,
            variable => Template($"{nameof(options.Environment)}.{variable.Key}", variable.Value, options, errors));
        _inherited = CommandEnvironment.Create(options.PassedEnvironment);
        StopSignal = UnixSignals.AskingNumberOf(options.StopSignal) ?? Refused(
            nameof(options.StopSignal), options.StopSignal, $"is no signal that a program is asked to end by; use one of {UnixSignals.AskingNames}");
        ReadyLine = Expression(nameof(options.ReadyLine), options.ReadyLine, anywhere: true, errors);
        PromptGrace = options.PromptGrace;
        SuccessExitCodes = options.SuccessExitCodes.ToHashSet();
        WorkingDirectory = options.WorkingDirectory;
        UserId = options.UserId;
        CheckFields(options, errors);
        Check(options, errors);
        if (errors.Count > 0)
        {
            throw new ArgumentException($"The command of kind '{kind}' cannot be run. {string.Join(" ", errors)}");
        }

        Input = new CommandInputContract(options.Input.ToDictionary(StringComparer.Ordinal), _arguments);

        int Refused(string field, string? value, string what)
        {
            errors.Add($"{field} '{value}' {what}.");
            return 0;
        }
    }

    /// <summary>The full path of the program.</summary>
    public string Program { get; }

    /// <summary>What is accepted as the input.</summary>
    public CommandInputContract Input { get; }

    /// <summary>The number of the signal that asks it to end.</summary>
    public int StopSignal { get; }

    /// <summary>What the line that says that it is ready looks like; null if there is none.</summary>
    public Regex? ReadyLine { get; }

    /// <summary>How long a prompt stop waits after <see cref="StopSignal"/> before it kills.</summary>
    public TimeSpan PromptGrace { get; }

    /// <summary>The exit codes that mean that the program has done its work.</summary>
    public IReadOnlySet<int> SuccessExitCodes { get; }

    private string? WorkingDirectory { get; }

    /// <summary>The user id that it runs under; null: the service's.</summary>
    public uint? UserId { get; }

    /// <summary>The program of one run.</summary>
    public CommandRequest RequestFor(CommandInput input) => new()
    {
        Path = Program,
        Arguments = ArgumentsFor(input),
        Environment = EnvironmentFor(input),
        WorkingDirectory = WorkingDirectory,
        UserId = UserId,
    };

    /// <summary>The arguments for one run.</summary>
    public IReadOnlyList<string> ArgumentsFor(CommandInput input) =>
        [.. _arguments.Select(argument => argument.Fill(input.Values)).OfType<string>()];

    /// <summary>The whole environment for one run.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentFor(CommandInput input)
    {
        var environment = new Dictionary<string, string>(_inherited, StringComparer.Ordinal);
        foreach (var (name, template) in _environment)
        {
            if (template.Fill(input.Values) is { } value)
            {
                environment[name] = value;
            }
        }

        return environment;
    }

    private static string ProgramOf(string program, List<string> errors)
    {
        if (program.Contains('/'))
        {
            if (!Path.IsPathFullyQualified(program) || !File.Exists(program))
            {
                errors.Add($"{nameof(CommandOptions.Program)} '{program}' is no file; give the full path of one, or a name alone.");
            }

            return program;
        }

        var found = program.Length == 0
            ? null
            : (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            errors.Add(
                $"{nameof(CommandOptions.Program)} '{program}' is in no folder of PATH; install it, or give the full path of a file.");
        }

        return found ?? program;
    }

    private static ArgumentTemplate Template(string field, string text, CommandOptions options, List<string> errors)
    {
        try
        {
            var template = ArgumentTemplate.Parse(text);
            foreach (var unknown in template.Fields.Where(name => !options.Input.ContainsKey(name)))
            {
                errors.Add(
                    $"{field} '{text}' names the field '{unknown}', which {nameof(options.Input)} does not have; declare it there.");
            }

            if (text.Contains('\0'))
            {
                errors.Add($"{field} holds a NUL character, which no argument can hold; leave it out.");
            }

            return template;
        }
        catch (FormatException exception)
        {
            errors.Add($"{field}: {exception.Message}");
            return ArgumentTemplate.Parse("");
        }
    }

    private static void CheckFields(CommandOptions options, List<string> errors)
    {
        foreach (var (name, field) in options.Input)
        {
            var path = $"{nameof(options.Input)}.{name}";
            if (name.Length == 0 || name.AsSpan().ContainsAny('{', '}'))
            {
                errors.Add($"{path}: no argument could name this field; give it a name without braces.");
            }

            Expression($"{path}.{nameof(field.Pattern)}", field.Pattern, anywhere: false, errors);
            if (field.MaximumLength is < 1 or > 100_000)
            {
                errors.Add($"{path}.{nameof(field.MaximumLength)} is {field.MaximumLength}; set it to 1 to 100,000.");
            }

            if (field.Minimum > field.Maximum)
            {
                errors.Add($"{path}.{nameof(field.Minimum)} is {field.Minimum}, above {nameof(field.Maximum)}; swap them.");
            }
        }
    }

    private static void Check(CommandOptions options, List<string> errors)
    {
        if (options.WorkingDirectory is { } folder && (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder)))
        {
            errors.Add($"{nameof(options.WorkingDirectory)} '{folder}' is no folder; give the full path of one.");
        }

        foreach (var name in options.Environment.Keys.Where(static name => !ManagedEnvironment.IsName(name)))
        {
            errors.Add($"{nameof(options.Environment)} has '{name}', which is no name of a variable; use one without '=' and NUL.");
        }

        if (options.PromptGrace < TimeSpan.Zero || options.PromptGrace > TimeSpan.FromDays(1))
        {
            errors.Add($"{nameof(options.PromptGrace)} is {options.PromptGrace}; set it to 0 to 1 day.");
        }

        if (options.SuccessExitCodes.Count == 0 || options.SuccessExitCodes.Any(static code => code is < 0 or > 255))
        {
            errors.Add(
                $"{nameof(options.SuccessExitCodes)} are {string.Join(", ", options.SuccessExitCodes)}; name at least one, of 0 to 255.");
        }
    }

    private static Regex? Expression(string field, string? pattern, bool anywhere, List<string> errors)
    {
        if (pattern is null)
        {
            return null;
        }

        try
        {
            return anywhere
                ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
                : CommandInputContract.PatternOf(pattern);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            errors.Add($"{field} '{pattern}' is no expression that can be used: {exception.Message.TrimEnd('.')}.");
            return null;
        }
    }
}
