using NodaTime;
using NodaTime.Text;

namespace Estop.Corpus.Works;

/// <summary>Calculates with times in time zones, and writes and reads them.</summary>
[Work("NodaTime")]
internal static class TimeWork
{
    public static string Run()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var pattern = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss z (o<g>)", DateTimeZoneProviders.Tzdb);
        return Text.Fingerprint(string.Join('\n', Enumerable.Range(0, 500).Select(number =>
        {
            var time = pattern.Parse(pattern.Format(Instant.FromUnixTimeSeconds(number * 7_654_321L).InZone(zone))).Value;
            return $"{pattern.Format(time)} {Period.Between(time.LocalDateTime, time.LocalDateTime.PlusDays(number), PeriodUnits.AllUnits)}";
        })));
    }
}
