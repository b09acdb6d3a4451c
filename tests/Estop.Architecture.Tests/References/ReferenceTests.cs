namespace Estop.Architecture.Tests.References;

public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Estop"] = [],
        ["Estop.Workers"] = ["Estop"],
        ["Estop.Processes"] = ["Estop", "Estop.Workers"],
        ["Estop.WorkerHost"] = ["Estop", "Estop.Workers", "Estop.Processes"],
        ["Estop.AspNetCore"] = ["Estop", "Estop.Workers"],
    };

    [Fact]
    public void The_core_knows_no_service_workers_know_no_processes_and_nobody_knows_the_worker_host() =>
        Assert.Empty(Allowed.Keys.SelectMany(name =>
            ProjectReferences.Wrong(name, Repository.Read($"src/{name}/{name}.csproj"), Allowed)));

    [Fact]
    public void A_planted_reference_against_the_order_is_found()
    {
        const string project = """<Project><ItemGroup><ProjectReference Include="../Estop.WorkerHost/Estop.WorkerHost.csproj" /></ItemGroup></Project>""";

        Assert.Equal(["Estop.Workers -> Estop.WorkerHost"], ProjectReferences.Wrong("Estop.Workers", project, Allowed));
    }
}
