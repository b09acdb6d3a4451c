namespace Estop.Weaving.MSBuild.Tests;

/// <summary>Programs of users.</summary>
internal static class Programs
{
    /// <summary>Stops a loop that looks at nothing, and prints what became of it.</summary>
    public const string StopsAnEndlessLoop = """
        var spinning = new TaskCompletionSource();
        var scope = Estop.StopScope.StartThread(() =>
        {
            long rounds = 0;
            while (true)
            {
                if (++rounds == 1000) { spinning.TrySetResult(); }
            }
        });
        await spinning.Task;
        var receipt = await scope.StopAsync(new Estop.StopRequest { Deadline = TimeSpan.FromSeconds(20) });
        Console.WriteLine($"outcome: {receipt.Outcome}, ended by: {receipt.EndedBy}");
        """;

    /// <summary>Prints the stack of an exception out of a loop; its throw is on line 7.</summary>
    public const string PrintsItsStack = """
        for (var i = 0; ; i++)
        {
            try
            {
                if (i == 3)
                {
                    throw new InvalidOperationException("planted");
                }
            }
            catch (InvalidOperationException exception)
            {
                Console.WriteLine(exception.StackTrace);
                break;
            }
        }
        """;
}
