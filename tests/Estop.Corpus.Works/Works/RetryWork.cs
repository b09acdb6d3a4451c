using Polly;
using Polly.Retry;

namespace Estop.Corpus.Works;

/// <summary>Tries again and again what fails each time, whatever it fails with.</summary>
[Work("Polly.Core")]
internal static class RetryWork
{
    public static string Run()
    {
        var attempts = 0;
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 150,
                Delay = TimeSpan.Zero,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(),
            })
            .Build();
        var failure = Failure(() => pipeline.Execute(() => Fail(++attempts)));
        return $"{failure} {Failure(() => pipeline.ExecuteAsync(async _ => await FailLater(++attempts)).AsTask().GetAwaiter().GetResult())}";
    }

    private static string Failure(Action action)
    {
        try
        {
            action();
            return "none";
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private static void Fail(int attempt) => throw new InvalidOperationException($"Attempt {attempt}: {Text.Sentence(attempt)}");

    private static async Task FailLater(int attempt)
    {
        await Task.Yield();
        Fail(attempt);
    }
}
