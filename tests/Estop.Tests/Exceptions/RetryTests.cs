using Polly;
using Polly.Retry;

namespace Estop.Tests.Exceptions;

/// <summary>A retry library that is not woven: a stop is a cancellation to it, and nothing to try again.</summary>
public class RetryTests
{
    private static readonly RetryStrategyOptions ForEver = new()
    {
        MaxRetryAttempts = int.MaxValue,
        Delay = TimeSpan.Zero,
    };

    [Fact]
    public async Task A_stop_passes_a_retry_policy()
    {
        var pipeline = new ResiliencePipelineBuilder().AddRetry(ForEver).Build();
        var scope = Worker.OnThread(inPlace => pipeline.Execute(() =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        }));

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_stop_passes_a_retry_policy_that_awaits()
    {
        var pipeline = new ResiliencePipelineBuilder().AddRetry(ForEver).Build();
        var scope = Worker.OnPool(async inPlace => await pipeline.ExecuteAsync(async _ =>
        {
            inPlace();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        }));

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_stop_ends_a_retry_policy_around_code_that_fails_for_ever()
    {
        var pipeline = new ResiliencePipelineBuilder().AddRetry(ForEver).Build();
        var scope = Worker.OnThread(inPlace => pipeline.Execute(() =>
        {
            inPlace();
            throw new InvalidOperationException();
        }));

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_stop_ends_a_retry_policy_around_awaiting_code_that_fails_for_ever()
    {
        var pipeline = new ResiliencePipelineBuilder().AddRetry(ForEver).Build();
        var scope = Worker.OnPool(async inPlace => await pipeline.ExecuteAsync(async _ =>
        {
            inPlace();
            await Task.Yield();
            throw new InvalidOperationException();
        }));

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_stop_ends_the_delay_of_a_retry_policy()
    {
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = int.MaxValue, Delay = TimeSpan.FromHours(1) })
            .Build();
        var scope = Worker.OnThread(inPlace => pipeline.Execute(() =>
        {
            inPlace();
            throw new InvalidOperationException();
        }));

        await Phase.Stop(scope);
    }
}
