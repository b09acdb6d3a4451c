using System.Text.Json;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>A run that nobody sees.</summary>
internal sealed class WarmUp
{
    private readonly TaskCompletionSource _asleep = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WarmUp(Kind kind, JsonElement? input)
    {
        Kind = kind;
        Start = new Message(MessageType.Start)
        {
            WorkerId = kind.Name,
            Kind = kind.Name,
            Number = 1,
            Input = input,
            Ladder = new LadderOptions(),
        };
    }

    public Kind Kind { get; }

    public Message Start { get; }

    /// <summary>Completes when its code waits to be stopped.</summary>
    public Task Asleep => _asleep.Task;

    /// <summary>What is done by a run of one of these kinds, and no more: what none of them needs takes memory too.</summary>
    public static IEnumerable<WarmUp> For(IReadOnlyList<Kind> kinds)
    {
        var services = kinds.Any(static kind => kind.TakesServices);
        if (kinds.Any(static kind => kind.NeedsThread))
        {
            yield return OnThread<NoInput>(services, null);
        }

        if (kinds.Any(static kind => !kind.NeedsThread))
        {
            yield return OnTasks<NoInput>(services);
        }

        if (kinds.Any(static kind => kind.Input is not InputContract<NoInput>))
        {
            yield return OnThread<Sample>(services, JsonElement.Parse("""{"text":"a","number":1,"rate":0.5,"flag":true}"""));
        }
    }

    private static WarmUp OnThread<TInput>(bool services, JsonElement? input)
    {
        WarmUp? warmUp = null;
        warmUp = new WarmUp(
            new ThreadKind<TInput>("", nameof(WarmUp), new WorkerKindOptions(), resources =>
            {
                Take(services, resources);
                return (_, context) =>
                {
                    context.Report("asleep");
                    warmUp!._asleep.SetResult();
                    Runtime.ThreadWaits.Sleep(Timeout.Infinite);
                };
            }),
            input);
        return warmUp;
    }

    private static WarmUp OnTasks<TInput>(bool services)
    {
        WarmUp? warmUp = null;
        warmUp = new WarmUp(
            new TaskKind<TInput>("", nameof(WarmUp), new WorkerKindOptions(), resources =>
            {
                Take(services, resources);
                return async (_, context) =>
                {
                    context.Report("asleep");
                    warmUp!._asleep.SetResult();
                    await Task.Delay(Timeout.Infinite, context.Token).ConfigureAwait(false);
                };
            }),
            input: null);
        return warmUp;
    }

    private static void Take(bool services, RunResources resources)
    {
        if (services)
        {
            resources.Create(static _ => new object());
        }
    }

    private sealed record Sample(string Text, int Number, double Rate, bool Flag);
}
