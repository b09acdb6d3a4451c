namespace Estop.Benchmarks.Processes.Peers;

/// <summary>Something that starts one program at a time and stops it.</summary>
internal interface IPeer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Returns when the program has been started.</summary>
    Task StartAsync();

    /// <summary>True when its process is known to be dead; false when no word of it came in a second.</summary>
    /// <param name="signal"><c>TERM</c> or <c>KILL</c>.</param>
    Task<bool> StopAsync(string signal);
}
