namespace Sample;

/// <summary>A flag that everybody sees. It is looked at in each loop; in a sleep and in a read nobody looks.</summary>
internal sealed class SharedFlag : Way
{
    private volatile bool _stop;

    public override string Idea => "a shared flag";

    public override bool IsAsked => _stop;

    public override void Stop() => _stop = true;
}
