namespace Estop.Runtime;

/// <summary>An operation that is awaited until it completes or the stop lets go of it.</summary>
internal static class LetGoOperation
{
    public static async Task Await(Task operation, StopScope scope, string name)
    {
        var letGo = scope.LetGoToken(ScopeThread.Current);
        await operation.WaitAsync(letGo).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!operation.IsCompleted)
        {
            throw scope.LetGoOf(operation, name, release: null);
        }

        await operation.ConfigureAwait(false);
    }

    public static async Task<T> Await<T>(Task<T> operation, StopScope scope, string name)
    {
        var letGo = scope.LetGoToken(ScopeThread.Current);
        await ((Task)operation.WaitAsync(letGo)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return operation.IsCompleted
            ? await operation.ConfigureAwait(false)
            : throw scope.LetGoOf(operation, name, () => Release(operation.Result));
    }

    private static async Task Release(object? late)
    {
        if (late is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else if (late is IDisposable disposable and not Task)
        {
            disposable.Dispose();
        }
    }
}
