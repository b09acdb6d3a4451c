namespace Estop.Tests.Receipts;

/// <summary>Where a safepoint threw, in the words of whoever wrote the code.</summary>
public class StoppedAtTests
{
    private static long Rounds;

    [Fact]
    public async Task An_async_method_has_the_name_that_its_author_gave_it()
    {
        var receipt = await Phase.Stop(Worker.OnPool(ComputeAsync));

        Assert.StartsWith($"{typeof(StoppedAtTests).FullName}.{nameof(ComputeAsync)}()", receipt.StoppedAt);
    }

    private static async Task ComputeAsync(Action inPlace)
    {
        await Task.Yield();
        inPlace();
        while (true)
        {
            Rounds++;
        }
    }
}
