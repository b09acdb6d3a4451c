namespace Estop.Architecture.Tests.Paths;

public class MachinePathTests
{
    // Put together here, so that this file passes its own test.
    private const string Slash = "/";

    [Fact]
    public void No_file_names_a_path_of_somebodys_machine()
    {
        var found =
            from file in Repository.Files()
            from path in MachinePaths.In(Repository.Read(file))
            select $"{file}: {path}";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("see " + Slash + "work/shared/design.md")]
    [InlineData("\"" + Slash + "tmp/bash_jobs.0/1\"")]
    [InlineData("path=" + Slash + "home/ann/estop")]
    [InlineData("(" + Slash + "root/.nuget)")]
    public void A_planted_path_is_found(string text) => Assert.Single(MachinePaths.In(text));

    [Theory]
    [InlineData("https://example.org/work/item")]
    [InlineData("the work/rest balance")]
    public void What_only_looks_like_one_is_left_alone(string text) => Assert.Empty(MachinePaths.In(text));
}
