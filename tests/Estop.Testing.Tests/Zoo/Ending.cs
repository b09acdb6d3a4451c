using System.Globalization;

namespace Estop.Testing.Tests.Zoo;

/// <summary>How a hostile worker ends, as the table says it and as it was observed.</summary>
/// <param name="How">The rung, or what became of it instead.</param>
/// <param name="Milliseconds">From the request to the proof, coarsely; for information only.</param>
internal sealed record Ending(string How, string Milliseconds)
{
    public const string Abandoned = "**abandoned**";

    public static Ending Of(Observed observed) => new(
        observed.Outcome switch
        {
            "Abandoned" => Abandoned,
            "Completed" => "*not of the scope*",
            _ when observed.Cleanup == "Cut" => $"{observed.EndedBy}, cleanup cut",
            _ => observed.EndedBy ?? observed.Outcome,
        },
        observed.Outcome == "Stopped" ? Coarsely(observed.Milliseconds) : "");

    /// <summary>Of one run: only the order of magnitude means anything.</summary>
    private static string Coarsely(double milliseconds)
    {
        var unit = 1;
        while (unit * 5 < milliseconds)
        {
            unit *= 10;
        }

        return (milliseconds <= unit ? unit : milliseconds <= unit * 2 ? unit * 2 : unit * 5).ToString(CultureInfo.InvariantCulture);
    }
}
