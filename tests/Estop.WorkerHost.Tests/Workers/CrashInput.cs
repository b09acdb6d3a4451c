namespace Estop.WorkerHost.Tests;

/// <param name="How">One of those that <see cref="Crashes"/> knows.</param>
internal sealed record CrashInput(string How);
