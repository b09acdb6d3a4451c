namespace Estop.Benchmarks.Latency;

/// <summary>One way to run a worker and to stop it.</summary>
internal interface ISubject
{
    /// <summary>Starts a worker and returns when it is where it is to be stopped.</summary>
    void Start();

    /// <summary>Stops it, and returns when it is proven dead.</summary>
    void Stop();
}
