namespace Estop.Weaving.MSBuild.Tests;

public class ErrorCodesTests
{
    [Fact]
    public void Each_cause_of_the_stoppability_report_has_a_code_of_its_own()
    {
        var codes = Enum.GetValues<StoppabilityCause>().Select(ErrorCodes.Of).ToList();

        Assert.All(codes, code => Assert.Matches("^ESTOP1[0-9]{3}$", code));
        Assert.Distinct(codes);
    }
}
