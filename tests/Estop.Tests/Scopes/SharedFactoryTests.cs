using System.Collections.Concurrent;

namespace Estop.Tests.Scopes;

/// <summary>An asynchronous factory whose task others share is not stopped with the worker that happened to call it first.</summary>
public class SharedFactoryTests
{
    private static readonly Dictionary<string, Func<Func<Task<int>>, Func<Task<int>>>> Caches = new()
    {
        ["Lazy"] = static factory =>
        {
            var lazy = new Lazy<Task<int>>(factory);
            return async () => await lazy.Value;
        },
        ["ConcurrentDictionary.GetOrAdd"] = static factory =>
        {
            var cache = new ConcurrentDictionary<string, Task<int>>();
            return async () => await cache.GetOrAdd("", _ => factory());
        },
        ["ConcurrentDictionary.GetOrAdd(TArg)"] = static factory =>
        {
            var cache = new ConcurrentDictionary<string, Task<int>>();
            return async () => await cache.GetOrAdd("", static (_, factory) => factory(), factory);
        },
    };

    public static TheoryData<string> Names() => [.. Caches.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task The_worker_is_stopped_and_the_others_get_what_it_had_begun_to_make(string cache)
    {
        var data = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Action reached = () => { };
        var get = Caches[cache](async () =>
        {
            reached();
            var first = await data.Task;
            await Task.Delay(10);
            return first + 1;
        });
        var scope = Worker.OnPool(async inPlace =>
        {
            reached = inPlace;
            await get();
        });

        await Phase.Stop(scope);
        data.SetResult(41);

        Assert.Equal(42, await Phase.InTime(get()));
    }
}
