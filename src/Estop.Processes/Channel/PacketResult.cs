namespace Estop.Processes;

/// <summary>What became of a packet.</summary>
internal enum PacketResult
{
    /// <summary>It was sent or received.</summary>
    Done,

    /// <summary>There is no room for it, or none has come yet.</summary>
    Full,

    /// <summary>The other end has gone, and nothing will come or go any more.</summary>
    Gone,
}
