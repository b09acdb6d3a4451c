namespace Estop.Architecture.Tests.Solution;

public class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution_and_so_is_built_and_tested() =>
        Assert.Empty(SolutionFile.Missing(Repository.Read("Estop.slnx"), Repository.Files("*.csproj")));

    [Fact]
    public void A_planted_project_that_is_not_in_the_solution_is_found()
    {
        const string solution = """<Solution><Folder Name="/src/"><Project Path="src/A/A.csproj" /></Folder></Solution>""";

        Assert.Equal(["src/B/B.csproj"], SolutionFile.Missing(solution, ["src/A/A.csproj", "src/B/B.csproj"]));
    }
}
