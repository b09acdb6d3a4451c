namespace Estop.Processes;

/// <summary>The environment variables by which the machinery speaks to what it starts.</summary>
internal static class ChildVariables
{
    /// <summary>The descriptor under which a child, and the guardian itself, has its channel.</summary>
    public const int ChannelDescriptor = 3;

    /// <summary>What the service's executable is to be instead of the service: <c>guardian</c>, <c>child</c> or <c>command</c>.</summary>
    public const string Role = "ESTOP_ROLE";

    /// <summary>The cookie of the service's life, borne by everything that it starts.</summary>
    public const string Instance = "ESTOP_INSTANCE";

    /// <summary>The cookie of one child and its tree.</summary>
    public const string Child = "ESTOP_CHILD";

    /// <summary>The id of the process that must be a child's parent.</summary>
    public const string Guardian = "ESTOP_GUARDIAN";

    /// <summary>The path of the file that a guardian holds locked for its whole life.</summary>
    public const string Lock = "ESTOP_LOCK";

    /// <summary>The <see cref="ServiceBuild.Id"/> of the service.</summary>
    public const string Build = "ESTOP_BUILD";

    /// <summary>That a child is made as a spare, for which nobody waits.</summary>
    public const string Spare = "ESTOP_SPARE";

    /// <summary>The user id that a child takes before anything else.</summary>
    public const string User = "ESTOP_USER";

    /// <summary>Whether a guardian makes cgroups: <c>0</c> if not.</summary>
    public const string Cgroups = "ESTOP_CGROUPS";
}
