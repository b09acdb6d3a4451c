namespace Estop.Architecture.Tests.Guarantees;

public class GuaranteeTests
{
    private const string Source = """
        public class SleepTests
        {
            [Fact]
            public async Task A_sleep_ends() { }

            public void Not_a_test() { }
        }
        """;

    [Fact]
    public void Each_guarantee_names_a_test_that_exists() =>
        Assert.Empty(GuaranteePage.Violations(
            Repository.Read("docs/guarantees.md"),
            [.. Repository.Files("*Tests.cs").Select(Repository.Read)]));

    [Theory]
    [InlineData("| Sleeps end | `SleepTests.A_sleep_ends` |")]
    [InlineData("| Guarantee | Held by |")]
    [InlineData("<!-- zoo -->\n| Spin | by design |\n<!-- /zoo -->\n| Sleeps end | `SleepTests.A_sleep_ends` |")]
    [InlineData("| --- | --- |")]
    public void A_row_that_is_held_is_left_alone(string row) => Assert.Empty(GuaranteePage.Violations(row, [Source]));

    [Theory]
    [InlineData("| Sleeps end | by design |", "No test holds")]
    [InlineData("<!-- zoo -->\n| Spin | 1 |\n<!-- /zoo -->\n| Sleeps end | by design |", "No test holds: | Sleeps end")]
    [InlineData("| Sleeps end | `SleepTests.A_sleep_ends_soon` |", "no test SleepTests.A_sleep_ends_soon")]
    [InlineData("| Sleeps end | `WaitTests.A_sleep_ends` |", "no test WaitTests.A_sleep_ends")]
    [InlineData("| Sleeps end | `SleepTests.Not_a_test` |", "no test SleepTests.Not_a_test")]
    public void A_planted_row_that_nothing_holds_is_found(string row, string named) =>
        Assert.Contains(named, Assert.Single(GuaranteePage.Violations(row, [Source])));
}
