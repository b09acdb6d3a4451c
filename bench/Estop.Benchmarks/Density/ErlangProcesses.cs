using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Estop.Benchmarks.Density;

/// <summary>The same with processes of Erlang, each of which waits for a message in a loop with a timeout.</summary>
internal static class ErlangProcesses
{
    private const string Program = """
        N = {0},
        Loop = fun(L) -> receive stop -> ok after 5000 -> L(L) end end,
        M0 = erlang:memory(processes),
        T0 = erlang:monotonic_time(microsecond),
        Ps = [spawn_monitor(fun() -> Loop(Loop) end) || _ <- lists:seq(1, N)],
        T1 = erlang:monotonic_time(microsecond),
        M1 = erlang:memory(processes),
        T2 = erlang:monotonic_time(microsecond),
        [exit(P, kill) || {{P, _}} <- Ps],
        [receive {{'DOWN', R, _, _, _}} -> ok end || {{_, R}} <- Ps],
        T3 = erlang:monotonic_time(microsecond),
        io:format("~p ~p ~p~n", [T1 - T0, (M1 - M0) div N, T3 - T2]),
        halt().
        """;

    /// <summary>Null when there is no Erlang here.</summary>
    public static (TimeSpan Start, long Bytes, TimeSpan Stop)? Measure(int count)
    {
        var program = string.Format(CultureInfo.InvariantCulture, Program, count).ReplaceLineEndings(" ");
        try
        {
            using var process = Process.Start(new ProcessStartInfo(
                "erl", ["+P", (count * 2L + 1024).ToString(CultureInfo.InvariantCulture), "-noshell", "-eval", program])
            {
                RedirectStandardOutput = true,
            })!;
            var numbers = process.StandardOutput.ReadToEnd().Split(' ').Select(long.Parse).ToArray();
            process.WaitForExit();
            return (TimeSpan.FromMicroseconds(numbers[0]), numbers[1], TimeSpan.FromMicroseconds(numbers[2]));
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
