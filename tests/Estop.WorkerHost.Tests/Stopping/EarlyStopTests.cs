namespace Estop.WorkerHost.Tests;

/// <summary>Stops that come while a process is being made. Alone, since they look at all that descends from this process.</summary>
[Collection(nameof(EarlyStopTests))]
[CollectionDefinition(nameof(EarlyStopTests), DisableParallelization = true)]
public sealed class EarlyStopTests
{
    [Theory]
    [InlineData(Containment.OwnProcess)]
    [InlineData(Containment.SharedProcess)]
    public async Task A_process_that_nobody_wants_any_more_when_it_has_been_made_is_ended(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        for (var round = 0; round < 10; round++)
        {
            var id = $"early-{round}";
            var starting = service.Supervisor.StartAsync(new StartRequest { Kind = "sleeping", Id = id, Containment = where });
            Phase.Until(() => service.Supervisor.Find(id) is not null, "the worker is there");
            await service.StopAsync(id);
            await Phase.InTime(starting);
        }

        Phase.Until(() => !GrandChildren().Any(), "the guardian has no child left");
    }

    private static IEnumerable<int> GrandChildren() => ChildrenOf(Environment.ProcessId).SelectMany(ChildrenOf);

    private static IEnumerable<int> ChildrenOf(int process) => Directory.Exists($"/proc/{process}/task")
        ? Directory.GetDirectories($"/proc/{process}/task").SelectMany(static task => Numbers($"{task}/children"))
        : [];

    private static IEnumerable<int> Numbers(string file)
    {
        try
        {
            return [.. File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        }
        catch (IOException)
        {
            // The thread has ended.
            return [];
        }
    }
}
