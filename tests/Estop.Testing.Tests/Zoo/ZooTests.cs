namespace Estop.Testing.Tests.Zoo;

public class ZooTests
{
    /// <summary>
    /// Whoever is said to end has this long, and whoever is said not to is watched this long. A rung has a tenth of it.
    /// </summary>
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.5);

    /// <remarks>
    /// The times in the table are not compared. With <c>ESTOP_UPDATE_SNAPSHOTS=1</c> the table is written anew.
    /// </remarks>
    [Fact]
    public async Task Each_hostile_worker_ends_as_the_table_says_and_what_cannot_be_stopped_is_called_abandoned()
    {
        var table = ZooTable.Read();
        var woven = await ObserveAsync("woven", name => table.TryGetValue(name, out var said) ? said.Woven : null);
        var unwoven = await ObserveAsync("unwoven", name => table.TryGetValue(name, out var said) ? said.Unwoven : null);
        if (Environment.GetEnvironmentVariable("ESTOP_UPDATE_SNAPSHOTS") == "1")
        {
            ZooTable.Write(HostileCatalogue.Names.ToDictionary(
                name => name, name => Row(name, woven[name], unwoven[name], table.GetValueOrDefault(name))));
            return;
        }

        Assert.Equal(
            HostileCatalogue.Names.Select(name => $"{name}: {table.GetValueOrDefault(name)?.Woven.How} | {table.GetValueOrDefault(name)?.Unwoven.How}"),
            HostileCatalogue.Names.Select(name => $"{name}: {woven[name].How} | {unwoven[name].How}"));
        Assert.Empty(table.Keys.Except(HostileCatalogue.Names));
    }

    [Fact]
    public void What_is_abandoned_in_its_process_and_nothing_else_has_the_rungs_that_end_it_in_a_child() =>
        Assert.All(ZooTable.Read(), static row =>
        {
            Assert.Equal(row.Value.InSharedProcess, row.Value.InSharedProcess.Beside(row.Value.Woven, row.Value.Unwoven));
            Assert.Equal(row.Value.InOwnProcess, row.Value.InOwnProcess.Beside(row.Value.Woven, row.Value.Unwoven));
        });

    [Fact]
    public void What_cannot_be_stopped_in_its_process_says_so()
    {
        var table = ZooTable.Read();

        Assert.Equal(
            table.Where(row => row.Value.Woven.How == Ending.Abandoned).Select(row => row.Key).Order(StringComparer.Ordinal),
            HostileCatalogue.Names.Where(name =>
            {
                using var worker = HostileCatalogue.Create(name);
                return !worker.EndsInProcess;
            }));
    }

    [Fact]
    public void There_are_at_least_forty_and_each_says_what_makes_it_hostile()
    {
        Assert.True(HostileCatalogue.Names.Count >= 40, $"There are {HostileCatalogue.Names.Count}.");
        Assert.All(HostileCatalogue.Names, name =>
        {
            using var worker = HostileCatalogue.Create(name);
            Assert.Equal(name, worker.Name);
            Assert.NotEmpty(worker.Hostility);
            Assert.DoesNotContain('|', worker.Hostility);
        });
    }

    [Fact]
    public void A_name_that_is_none_is_refused_with_those_that_are() =>
        Assert.Contains(
            "SpinningLoop", Assert.Throws<ArgumentException>(() => HostileCatalogue.Create("Friendly")).Message);

    private static ZooRow Row(string name, Ending woven, Ending unwoven, ZooRow? before)
    {
        using var worker = HostileCatalogue.Create(name);
        return new ZooRow(
            worker.Hostility,
            woven,
            unwoven,
            (before?.InSharedProcess ?? ChildEnding.None).Beside(woven, unwoven),
            (before?.InOwnProcess ?? ChildEnding.None).Beside(woven, unwoven));
    }

    private static async Task<Dictionary<string, Ending>> ObserveAsync(string variant, Func<string, Ending?> said)
    {
        var groups = HostileCatalogue.Names.ToLookup(name => said(name)?.How ?? Ending.Abandoned);
        var late = groups.Where(group => group.Key is nameof(Rung.Interrupt) or nameof(Rung.Signal) or nameof(Rung.Close))
            .SelectMany(static group => group).ToList();
        var soon = groups.Where(static group => group.Key != Ending.Abandoned)
            .SelectMany(static group => group).Except(late).ToList();

        // Apart: what is abandoned goes on computing, and the others are not to pay for it. What ends late only waits till then.
        var observed = new List<Observed>();
        observed.AddRange(await ZooProcess.RunAsync(variant, Ample, 2, soon));
        observed.AddRange(await ZooProcess.RunAsync(variant, Ample, 8, late));
        observed.AddRange(await ZooProcess.RunAsync(variant, Short, 8, [.. groups[Ending.Abandoned]]));
        return observed.ToDictionary(static one => one.Name, Ending.Of);
    }
}
