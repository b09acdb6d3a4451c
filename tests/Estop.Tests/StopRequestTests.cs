namespace Estop.Tests;

public class StopRequestTests
{
    [Fact]
    public void The_default_mode_is_prompt() => Assert.Equal(StopMode.Prompt, new StopRequest().Mode);
}
