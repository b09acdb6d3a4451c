namespace Estop.Tests.Unwoven;

/// <summary>Stands for a library whose operations take no token, or take one and do not look at it.</summary>
public sealed class UnwovenClient
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called when something is asked.</summary>
    public Action Asked { get; set; } = static () => { };

    /// <summary>Completes all that was asked.</summary>
    public void Answer() => _answered.SetResult();

    /// <summary>Fails all that was asked.</summary>
    public void Fail() => _answered.SetException(new IOException("The line is dead."));

    public async Task<string> AskAsync(string question, CancellationToken ignored = default)
    {
        Asked();
        await _answered.Task;
        return $"{question} {ignored.CanBeCanceled}";
    }

    public async Task TellAsync(Uri address, int times)
    {
        Asked();
        for (var i = 0; i < times; i++)
        {
            await _answered.Task;
        }
    }

    public async Task<Session> OpenAsync(string name)
    {
        Asked();
        await _answered.Task;
        return new Session(name);
    }

    public async Task<int> FillAsync(byte[] buffer)
    {
        Asked();
        await _answered.Task;
        buffer[0] = 42;
        return 1;
    }

    public async ValueTask<int> FillAsync(Memory<byte> buffer)
    {
        Asked();
        await _answered.Task;
        buffer.Span[0] = 42;
        return 1;
    }

    public async Task TalkAsync(Stream stream)
    {
        Asked();
        await _answered.Task;
        stream.WriteByte(42);
    }

    /// <summary>What it fetches is lost with an await that is let go of.</summary>
    public async Task<string> DequeueAsync()
    {
        Asked();
        await _answered.Task;
        return "the only one";
    }

    public async IAsyncEnumerable<int> ReadAllAsync()
    {
        Asked();
        await _answered.Task;
        yield return 42;
    }

    public sealed class Session(string name) : IDisposable
    {
        public static readonly List<string> Disposed = [];

        public void Dispose()
        {
            lock (Disposed)
            {
                Disposed.Add(name);
            }
        }
    }
}
