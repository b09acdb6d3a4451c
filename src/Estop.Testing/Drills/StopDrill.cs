using Estop.Workers;

namespace Estop.Testing;

/// <summary>Starts something again and again, stops it at random moments, and reports how that went.</summary>
/// <example>
/// <code>
/// var report = await StopDrill.RunAsync(() => StopScope.StartThread(() => Watch(device)));
/// Assert.True(report.Passed, report.ToString());
/// </code>
/// </example>
public static class StopDrill
{
    /// <summary>Drills scopes of the caller's.</summary>
    /// <param name="start">Starts one scope.</param>
    /// <param name="options">How often, when and how it is stopped.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Task<StopDrillReport> RunAsync(Func<StopScope> start, StopDrillOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        return DrillAsync(
            () =>
            {
                var scope = start();
                return Task.FromResult<Func<StopRequest, Task<StopReceipt>>>(scope.StopAsync);
            },
            options);
    }

    /// <summary>Drills a kind of worker, as the service runs it.</summary>
    /// <param name="supervisor">Whose kind it is: that of a running host.</param>
    /// <param name="request">What is started; without an id, so that many can be started.</param>
    /// <param name="options">How often, when and how it is stopped.</param>
    /// <exception cref="ArgumentException">The request names an id.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="RefusedException">The supervisor refuses the start.</exception>
    public static Task<StopDrillReport> RunAsync(
        Supervisor supervisor, StartRequest request, StopDrillOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(supervisor);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Id is not null)
        {
            throw new ArgumentException(
                $"A drill starts many workers, so {nameof(StartRequest.Id)} must be null; got '{request.Id}'.", nameof(request));
        }

        return DrillAsync(
            async () =>
            {
                var worker = (await supervisor.StartAsync(request).ConfigureAwait(false)).Worker;
                return async stop =>
                    (await supervisor.StopAndForgetAsync(worker.Id, worker.Run.Number, stop).ConfigureAwait(false)).Stop;
            },
            options);
    }

    private static async Task<StopDrillReport> DrillAsync(
        Func<Task<Func<StopRequest, Task<StopReceipt>>>> start, StopDrillOptions? options)
    {
        options ??= new StopDrillOptions();
        options.Validate();
        var seed = options.Seed ?? Random.Shared.Next();
        var receipts = new StopReceipt[options.Stops];

        // The first one loads what stays loaded.
        await StopOneAsync(start, TimeSpan.Zero, options.Request).ConfigureAwait(false);
        var before = Footprint.Take();
        await Parallel.ForAsync(
            0,
            options.Stops,
            new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce },
            async (i, _) => receipts[i] = await StopOneAsync(start, Moment(seed, i, options.LatestStop), options.Request)
                .ConfigureAwait(false)).ConfigureAwait(false);
        var after = await Footprint.SettleAsync(before, options.Stops).ConfigureAwait(false);
        return new StopDrillReport(seed, receipts, before, after);
    }

    private static async Task<StopReceipt> StopOneAsync(
        Func<Task<Func<StopRequest, Task<StopReceipt>>>> start, TimeSpan moment, StopRequest request)
    {
        var stop = await start().ConfigureAwait(false);
        await Moments.AwaitAsync(moment).ConfigureAwait(false);
        return await stop(request).ConfigureAwait(false);
    }

    /// <summary>The same for the same seed and number, whatever ran before.</summary>
    internal static TimeSpan Moment(int seed, int number, TimeSpan latest) =>
        latest * new Random(unchecked((seed * 397) ^ number)).NextDouble();
}
