using System.Text.RegularExpressions;

namespace Estop.EndToEnd.Tests.Services;

/// <summary>What a process has printed, line by line, and the wait for a certain line.</summary>
internal sealed class ServiceOutput
{
    private static readonly TimeSpan HardTimeout = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Regex Pattern, TaskCompletionSource<Match> Seen)> _awaited = [];
    private bool _ended;

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            _awaited.RemoveAll(awaited => awaited.Pattern.Match(line) is { Success: true } match && awaited.Seen.TrySetResult(match));
        }
    }

    /// <summary>Nothing will be printed any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _awaited.ForEach(awaited => awaited.Seen.TrySetCanceled());
        }
    }

    /// <summary>The first line that matches, whether it has been printed already or not.</summary>
    public async Task<Match> LineAsync(Regex pattern)
    {
        try
        {
            return await FirstAsync(pattern).WaitAsync(HardTimeout);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            var why = _ended ? "The service ended" : $"Within {HardTimeout} the service printed no line";
            throw new InvalidOperationException($"{why} before a line matched '{pattern}'. It printed:\n{this}", exception);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }

    private Task<Match> FirstAsync(Regex pattern)
    {
        lock (_lock)
        {
            if (_lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match)
            {
                return Task.FromResult(match);
            }

            var seen = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_ended)
            {
                seen.SetCanceled();
            }

            _awaited.Add((pattern, seen));
            return seen.Task;
        }
    }
}
