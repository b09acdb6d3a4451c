using System.Threading.Channels;

namespace Estop.Processes;

/// <summary>
/// What a process writes to its standard output and error, line by line. It is always read, so that the process never waits for
/// its reader: what nobody takes in time is dropped, and counted.
/// </summary>
internal sealed class ProcessOutput
{
    /// <summary>The lines, the oldest of which are dropped when too many wait. Completes with the last writer.</summary>
    public ChannelReader<string> Lines => throw new NotImplementedException();

    /// <summary>How many lines were dropped because nobody took them in time, or because of <see cref="Discard"/>.</summary>
    public long Dropped => throw new NotImplementedException();

    /// <summary>From now on everything is read and thrown away: a process that is to die does not wait for its output.</summary>
    public void Discard() => throw new NotImplementedException();
}
