using System.Runtime.CompilerServices;

public static class AsyncMethods
{
    public static async Task<string> Results()
    {
        List<object> results =
        [
            await Sum(5), await new Generic<string>().Echo("echo", 3), await Value(4), await Through(() => Task.FromResult(7)),
            await Deep(50), await Pooled(3),
        ];
        try { await Throws(); } catch (ArgumentException e) when (e.Message.Length == 4) { results.Add(e.Message); }
        await foreach (var one in Numbers()) { if (one == 3) { break; } results.Add(one); }
        await using (new Resource(results)) { results.Add("used"); }
        Func<int, ValueTask<int>> lambda = async x => { for (var i = 0; i < 3; i++) { await Task.Yield(); x += i; } return x; };
        results.Add(await lambda(1));
        return string.Join(' ', results);
    }

    public static async Task EndlessWithoutAwaiting(Action ready) { await Task.Yield(); ready(); while (true) { } }

    public static async Task EndlessInAGenericMachine(Action ready) => await new Generic<int>().Forever<string>(ready);

    public static async Task EndlessAwaitingCompletedTasks(Action ready) { ready(); while (true) { await Task.CompletedTask; } }

    public static async Task EndlessAwaitingValueTasks(Action ready) { ready(); while (true) { _ = await Value(3); } }

    public static async Task EndlessOverAnAsyncIterator(Action ready) { ready(); await foreach (var one in Numbers()) { } }

    public static async Task EndlessInAnAsyncIterator(Action ready)
    {
        await foreach (var one in Silent(ready)) { }
    }

    public static async Task EndlessRetries(Action ready)
    {
        ready();
        while (true)
        {
            try { await Throws(); }
            catch (Exception) { await Task.Delay(1); }
        }
    }

    public static void EndlessWaitForATask(Action ready) { var done = new TaskCompletionSource<int>(); ready(); _ = done.Task.Result; }

    private static async Task<int> Sum(int n) { var sum = 0; for (var i = 0; i < n; i++) { await Task.Yield(); sum += i; } return sum; }
    private static async ValueTask<int> Value(int x) { try { await Task.CompletedTask; return x; } finally { x = 0; } }
    private static async Task<T> Through<T>(Func<Task<T>> call) => await call().ConfigureAwait(false);
    private static async Task<int> Deep(int n) => n == 0 ? 0 : 1 + await Deep(n - 1);
    private static async Task Throws() { try { await Task.Yield(); throw new ArgumentException("fail"); } finally { await Task.Yield(); } }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> Pooled(int x) { await Task.Yield(); return x * 2; }

    private static async IAsyncEnumerable<int> Numbers([EnumeratorCancellation] CancellationToken token = default)
    {
        try { for (var i = 0; ; i++) { await Task.Yield(); yield return i; } }
        finally { await Task.Yield(); }
    }

    private static async IAsyncEnumerable<int> Silent(Action ready)
    {
        yield return 1;
        await Task.Yield();
        ready();
        while (true) { if (Environment.TickCount64 < 0) { yield return 2; } }
    }

    private sealed class Generic<T>
    {
        public async Task<T> Echo<U>(T value, U other) { await Task.Yield(); return value; }
        public async Task<T> Forever<U>(Action ready) where U : class { ready(); while (true) { await Task.Yield(); } }
    }

    private sealed class Resource(List<object> results) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() { await Task.Yield(); results.Add("disposed"); }
    }
}
