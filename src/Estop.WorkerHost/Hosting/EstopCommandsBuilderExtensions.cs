using Estop.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.WorkerHost;

/// <summary>Registers kinds that are programs.</summary>
public static class EstopCommandsBuilderExtensions
{
    /// <summary>
    /// Registers a kind that is a program: each run is a process of its own, which ends with all that it has started. Needs the child
    /// processes of <c>UseProcesses</c>, which the host checks when it starts.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="name">
    /// The kind's name: 1 to 100 characters out of <c>A-Z a-z 0-9 . _ ~ -</c>. Checked when the host starts.
    /// </param>
    /// <param name="configure">Says what is run. A request can only fill the fields of its input.</param>
    /// <exception cref="ArgumentException">The program is not there, or something else of it cannot be.</exception>
    public static EstopBuilder AddCommand(this EstopBuilder builder, string name, Action<CommandOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new CommandOptions();
        configure(options);
        var kind = new CommandKind(
            name,
            new CommandLine(name, options),
            new WorkerKindOptions
            {
                Ladder = options.Ladder,
                Containment = Containment.OwnProcess,
                Restart = options.Restart,
                Limits = options.Limits,
                UserId = options.UserId,
            });
        builder.Services.AddSingleton<Kind>(kind);
        return builder;
    }

    /// <summary>
    /// Registers a kind for each member of a section of the configuration: its name, and the members of
    /// <see cref="CommandOptions"/> in it.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="commands">The section.</param>
    /// <exception cref="ArgumentException">A program is not there, or something else of it cannot be.</exception>
    /// <exception cref="InvalidOperationException">A value is of another type than its member, or no member has its name.</exception>
    public static EstopBuilder AddCommands(this EstopBuilder builder, IConfiguration commands)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(commands);
        foreach (var command in commands.GetChildren())
        {
            builder.AddCommand(
                command.Key,
                options => command.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
        }

        return builder;
    }
}
