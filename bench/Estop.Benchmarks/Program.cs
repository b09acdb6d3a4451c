using Estop.Benchmarks.Churn;
using Estop.Benchmarks.Corpus;
using Estop.Benchmarks.Density;
using Estop.Benchmarks.Generated;
using Estop.Benchmarks.Latency;
using Estop.Benchmarks.Overhead;
using Estop.Benchmarks.Processes;
using Estop.Benchmarks.Soak;

return args switch
{
    ["latency", "zoo", .. var rest] => ZooLatencyBenchmark.Run(rest),
    ["latency", .. var rest] => LatencyBenchmark.Run(rest),
    ["look", .. var rest] => LookBenchmark.Run(rest),
    ["overhead", .. var rest] => OverheadBenchmark.Run(rest),
    [KernelChild.Command, var directory, var kernel, var mode] => KernelChild.Run(directory, kernel, Enum.Parse<KernelMode>(mode)),
    ["corpus", .. var rest] => CorpusBenchmark.Run(rest),
    ["weaving", .. var rest] => WeavingBenchmark.Run(rest),
    ["generated", .. var rest] => await GeneratedPrograms.RunAsync(rest),
    ["churn", .. var rest] => await ChurnBenchmark.RunAsync(rest),
    ["short"] => await ShortTasks.RunAsync(),
    ["soak", .. var rest] => await SoakBenchmark.RunAsync(rest),
    ["pairs", .. var rest] => await PairsBenchmark.RunAsync(rest),
    ["orphans", .. var rest] => OrphansBenchmark.Run(rest),
    ["kill", .. var rest] => await KillBenchmark.RunAsync(rest),
    ["peers", .. var rest] => await PeersBenchmark.RunAsync(rest),
    ["density", .. var rest] => await DensityBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project bench/Estop.Benchmarks -- COMMAND

          latency [ROUNDS]   From the call that stops a worker to the proof that it is dead, beside the same worker
                             written by hand with a token in each place, and beside the runtime's own abort.
                             ROUNDS: 20 to 100000, default 500.
          look [ROUNDS]      From the call that looks at a worker to its stack, beside a hop to the pool and back.
                             ROUNDS: 20 to 100000, default 500.
          latency zoo [ROUNDS]
                             The same of each hostile worker of Estop.Testing, with a thousand other workers alive. ROUNDS: 10
                             to 10000, default 50.
          overhead [ROUNDS] [KERNEL ...]
                             What weaving costs while nothing is being stopped: kernels and real programs, woven and
                             unwoven, each in a process of its own. ROUNDS: 1 to 100, default 5.
          corpus [--stops N] [--seed S] [--only WORK] [--libraries]
                             Libraries that others wrote do the same work woven and as they are, and are stopped N times
                             at random moments of it (default 1000). With --libraries, every one of the corpus is woven
                             and compiled whole first.
          weaving [LIBRARY]  What it takes to weave one library of the corpus, default Microsoft.CodeAnalysis.CSharp.

          soak [--minutes N] [--at-once N] [--seed S] [--only KIND,...]
                             Hostile workers of Estop.Testing, started, paused, looked at and stopped at random moments, all
                             at once. Fails when anything is left behind. Default: 1 minute, 8 at once.
          pairs [COUNT]      Starts and stops workers of several kinds, default 1000000, and says after each tenth what the
                             process holds. Fails when that grows.
          density [TASKS [THREADS]]
                             Many workers in one process: start, memory of each, and the stop of all; beside Erlang's
                             processes, when there is an erl. Default: 100000 and 10000.
          orphans [--rounds N] [--managed N] [--seed S]
                             A service that starts and kills processes all the time is killed with SIGKILL at a random
                             moment. Fails when a process of its tree lives 2 s later. Default: 200 rounds with programs,
                             and 30 with woven workers in processes of their own and in shared ones.
          kill [ROUNDS]      Start and kill of processes through the guardian, beside Process.Start and Process.Kill.
                             ROUNDS: 10 to 100000, default 200.
          peers [ROUNDS]     Start and stop of the same program through the guardian, by Process, by supervisord and by a port of
                             Erlang's, where these are installed. ROUNDS: 5 to 10000, default 50.
          generated [PROGRAMS [SEED]]
                             Programs that a generator writes do the same woven and unwoven, and each is stopped in one
                             of its loops, made endless. PROGRAMS: default 1000. What fails is shown as small as it can
                             be made, with the seed that brings it back.

          churn [PAIRS]      Scopes are started and stopped, of each kind in turn, in one process, which must hold in the end
                             what it held in the beginning. PAIRS: 1000 to 100000000, default 1000000.
          short              What a scope around a short task costs, beside the same task without one.
        """);
    return 2;
}
