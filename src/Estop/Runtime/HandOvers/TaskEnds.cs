namespace Estop.Runtime;

/// <summary>
/// A task ends as cancelled, and not as faulted, only by a token that it was given. Where the user gave none, it is given one
/// that nothing but its own stop cancels: it starts whenever it would have started.
/// </summary>
internal static class TaskEnds
{
    public static CancellationTokenSource? Create(ref CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            return null;
        }

        var end = new CancellationTokenSource();
        cancellationToken = end.Token;
        return end;
    }
}
