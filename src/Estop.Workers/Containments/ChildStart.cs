using System.Text.Json;

namespace Estop.Workers;

/// <summary>A run that is to execute in a child process.</summary>
/// <param name="WorkerId">Its worker.</param>
/// <param name="Kind">The kind, as it is registered in the service.</param>
/// <param name="Run">Its number.</param>
/// <param name="Input">Its input; null when it takes none.</param>
/// <param name="Where">
/// <see cref="Containment.SharedProcess"/> or <see cref="Containment.OwnProcess"/>.
/// </param>
/// <param name="Observer">Is told what happens in it.</param>
internal sealed record ChildStart(
    string WorkerId, Kind Kind, int Run, JsonElement? Input, Containment Where, IRunObserver Observer);
