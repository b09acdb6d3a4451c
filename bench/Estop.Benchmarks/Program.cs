using Estop.Benchmarks.Latency;

return args switch
{
    ["latency", .. var rest] => LatencyBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project bench/Estop.Benchmarks -- COMMAND

          latency [ROUNDS]   From the call that stops a worker to the proof that it is dead, beside the same worker
                             written by hand with a token in each place, and beside the runtime's own abort.
                             ROUNDS: 20 to 100000, default 500.
        """);
    return 2;
}
