using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>A kind that is a program: what is run, with which arguments, and how it is stopped.</summary>
/// <remarks>Settable, so that configuration can be bound to it. A request can only fill the fields of <see cref="Input"/>.</remarks>
public sealed class CommandOptions
{
    /// <summary>
    /// The program: a full path, or a name that is looked for in the service's <c>PATH</c> when the kind is registered. Needed.
    /// </summary>
    public string Program { get; set; } = "";

    /// <summary>
    /// The arguments after the name of the program, each by itself: nothing splits them and no shell sees them. <c>{name}</c>
    /// stands for a field of <see cref="Input"/>, <c>{{</c> and <c>}}</c> for braces. An argument that names a field which was not
    /// given is left out. Default: none.
    /// </summary>
    public IList<string> Arguments { get; set; } = [];

    /// <summary>The fields of the input, by name. Default: none, so the kind takes no input.</summary>
    public IDictionary<string, CommandField> Input { get; set; } = new Dictionary<string, CommandField>(StringComparer.Ordinal);

    /// <summary>
    /// Variables of the program's environment, in which <c>{name}</c> stands for a field as in <see cref="Arguments"/>. Default: none.
    /// </summary>
    public IDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The names of variables that the program gets as the service has them, beside <c>PATH</c>, <c>HOME</c>, <c>LANG</c>,
    /// <c>LC_ALL</c>, <c>TZ</c>, <c>TMPDIR</c>, <c>USER</c>, <c>LOGNAME</c> and <c>SHELL</c>. Others, which may hold secrets of the
    /// service, it does not get. Default: none.
    /// </summary>
    public IList<string> PassedEnvironment { get; set; } = [];

    /// <summary>The full path of the working directory. Null: the service's.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>
    /// The signal that asks the program to end: sent to its whole process group by a graceful stop, which kills after its grace, and
    /// by a prompt one, which kills after <see cref="PromptGrace"/>. One of TERM, INT, HUP, QUIT, USR1 and USR2. Default: TERM.
    /// </summary>
    public string StopSignal { get; set; } = "TERM";

    /// <summary>
    /// How long a prompt stop waits after <see cref="StopSignal"/> before it kills. Default: 100 ms. Range: 0 to 1 day; 0 kills at
    /// once.
    /// </summary>
    public TimeSpan PromptGrace { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The exit codes that mean that the program has done its work. Others mean that it failed. Default: 0.</summary>
    public IList<int> SuccessExitCodes { get; set; } = [0];

    /// <summary>
    /// A regular expression; the worker is starting until a line of the output matches it, and running from then on. Null: it runs as
    /// soon as the program does.
    /// </summary>
    public string? ReadyLine { get; set; }

    /// <summary>
    /// Whether its workers are started again when the program has ended by itself, unless the start of a worker says otherwise. Validated
    /// when the host starts. Default: never.
    /// </summary>
    public RestartPolicy Restart { get; set; } = new();

    /// <summary>What each run may take. Default: null, no limits.</summary>
    public RunLimits? Limits { get; set; }

    /// <summary>
    /// The user id that it runs under, without any of the service's capabilities. Null: the service's. Others need the right to:
    /// <c>CAP_SETUID</c>, <c>CAP_SETGID</c> and, where there is no cgroup that kills, <c>CAP_KILL</c>.
    /// </summary>
    public uint? UserId { get; set; }

    /// <summary>The times of the stop ladder. Only its grace and its deadline matter to a program.</summary>
    public LadderOptions Ladder { get; set; } = new();
}
