namespace Estop;

/// <summary>Something that <see cref="StopClock"/> calls when its next step is due. No step blocks.</summary>
internal abstract class Ticking
{
    /// <summary>When the clock calls next; 0 when it is not to. Under the clock's lock.</summary>
    public long NextTick { get; set; }

    /// <summary>Takes the next step. Returns when to come back, null when it is done.</summary>
    public abstract TimeSpan? Step();
}
