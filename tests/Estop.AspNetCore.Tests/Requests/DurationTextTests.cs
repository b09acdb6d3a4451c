namespace Estop.AspNetCore.Tests.Requests;

public class DurationTextTests
{
    [Theory]
    [InlineData("2s", 2000)]
    [InlineData("500ms", 500)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("0s", 0)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("00:00:02", 2000)]
    [InlineData("00:00:00.5000000", 500)]
    [InlineData("PT2S", 2000)]
    [InlineData("PT1M30.5S", 90_500)]
    public void A_duration_is_read(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("s")]
    [InlineData("-2s")]
    [InlineData("2 s")]
    [InlineData("2s1m")]
    [InlineData("soon")]
    [InlineData("-00:00:02")]
    [InlineData("-PT2S")]
    [InlineData("P")]
    [InlineData("999999999d")]
    [InlineData("2s\n")]
    public void What_is_no_duration_is_not_read(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("0s")]
    [InlineData("2s")]
    [InlineData("1m30s")]
    [InlineData("50ms")]
    [InlineData("1d")]
    [InlineData("1s0.5ms")]
    public void A_duration_is_written_as_it_is_read(string text)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(text, DurationText.Format(duration));
    }
}
