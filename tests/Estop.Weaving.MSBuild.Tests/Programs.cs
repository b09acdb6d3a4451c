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

    public const string StopsAnEndlessLoopInFSharp = """
        open System
        open System.Threading.Tasks
        open Estop

        let spinning = TaskCompletionSource()

        let rec descend rounds =
            if rounds = 1000L then spinning.TrySetResult() |> ignore
            descend (rounds + 1L)

        let scope = StopScope.StartThread(Action(fun () -> descend 0L))
        spinning.Task.Wait()
        let receipt = scope.StopAsync(StopRequest(Deadline = TimeSpan.FromSeconds 20.0)).Result
        printfn "outcome: %O, ended by: %O" receipt.Outcome receipt.EndedBy
        """;

    public const string StopsAnEndlessLoopInVisualBasic = """
        Imports System
        Imports System.Threading.Tasks
        Imports Estop

        Module Program
            Private ReadOnly Spinning As New TaskCompletionSource()

            Private Sub Spin()
                On Error Resume Next
                Dim rounds As Long = 0
                Do
                    rounds += 1
                    If rounds = 1000 Then Spinning.TrySetResult()
                Loop
            End Sub

            Sub Main()
                Dim scope = StopScope.StartThread(AddressOf Spin)
                Spinning.Task.Wait()
                Dim receipt = scope.StopAsync(New StopRequest With {.Deadline = TimeSpan.FromSeconds(20)}).Result
                Console.WriteLine($"outcome: {receipt.Outcome}, ended by: {receipt.EndedBy}")
            End Sub
        End Module
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
