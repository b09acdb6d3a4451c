namespace Estop.Testing.Tests.Zoo;

public class CatalogueTests
{
    [Fact]
    public void A_hostile_worker_that_was_never_started_gives_back_nothing_that_is_not_its_own()
    {
        var input = StandardInput();
        Assert.NotNull(input);

        foreach (var name in HostileCatalogue.Names)
        {
            HostileCatalogue.Create(name).Dispose();
        }

        Assert.Equal(input, StandardInput());
    }

    private static string? StandardInput() => new FileInfo("/proc/self/fd/0").LinkTarget;
}
