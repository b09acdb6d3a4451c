namespace Estop.Processes;

/// <summary>The first byte of each message between a service and a warm child for programs.</summary>
internal enum CommandMessage : byte
{
    /// <summary>From the child: it waits for its request.</summary>
    Warm = 1,

    /// <summary>To the child: become this program.</summary>
    Become = 2,

    /// <summary>From the child: it could not.</summary>
    Refused = 3,
}
