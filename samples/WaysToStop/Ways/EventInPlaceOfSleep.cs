namespace Sample;

/// <summary>Where there was a sleep, the worker waits for an event for as long. A read remains a read.</summary>
internal sealed class EventInPlaceOfSleep : Way
{
    private readonly ManualResetEventSlim _stop = new();

    public override string Idea => "an event waited on in place of the sleep";

    public override bool IsAsked => _stop.IsSet;

    public override void Sleep(int milliseconds) => _stop.Wait(milliseconds);

    public override void Stop() => _stop.Set();
}
